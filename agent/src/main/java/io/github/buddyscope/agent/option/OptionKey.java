// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import io.github.buddyscope.agent.runtime.AgentLog;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Every option, with what it may be and what it is when nobody says. */
public enum OptionKey {
    PERIOD("period", "1s", "a time from 100ms to 1h, such as 500ms, 1s or 2m"),
    WINDOW("window", "5s", "a time from 100ms to 10m, such as 500ms, 5s or 1m"),
    KERNEL("kernel", "auto", "auto, kmsg, journal, file:PATH or none"),
    TRACE("trace", "auto", "auto, on, jvm or off"),
    RELAY("relay", "auto", "auto, off, or the path of a relay's socket"),
    DIRECT("direct", "on", "on or off"),
    DIRECT_THRESHOLD("direct.threshold", "1MiB", "a size such as 65536, 64KiB, 1MiB or 1GiB"),
    PROC("proc", "/proc", "the directory where the host's procfs is mounted"),
    LOG("log", "warn", "off, warn, info or debug");

    /** As a person writes it, e.g. {@code direct.threshold}. */
    public final String key;

    final String defaultValue;
    final String allowed;

    OptionKey(String key, String defaultValue, String allowed) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
    }

    /** The environment variable of the same meaning. */
    String variable() {
        return "BUDDYSCOPE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The system property of the same meaning. */
    String property() {
        return "buddyscope." + key;
    }

    static OptionKey of(String key) {
        for (OptionKey known : values()) {
            if (known.key.equals(key)) {
                return known;
            }
        }
        return null;
    }

    /** Whether {@code value} is one that this option takes. */
    boolean accepts(String value) {
        return switch (this) {
            case PERIOD -> within(value, 100, TimeUnit.HOURS.toMillis(1));
            case WINDOW -> within(value, 100, TimeUnit.MINUTES.toMillis(10));
            case KERNEL -> Set.of("auto", "kmsg", "journal", "none").contains(value) || isFile(value);
            case TRACE -> Set.of("auto", "on", "jvm", "off").contains(value);
            case RELAY -> value.equals("auto") || value.equals("off") || value.startsWith("/") && isPath(value);
            case DIRECT -> Set.of("on", "off").contains(value);
            case DIRECT_THRESHOLD -> Quantity.bytes(value) > 0;
            case PROC -> isPath(value);
            case LOG -> AgentLog.Level.of(value) != null;
        };
    }

    private static boolean within(String value, long leastMillis, long mostMillis) {
        long millis = Quantity.millis(value);
        return millis >= leastMillis && millis <= mostMillis;
    }

    private static boolean isFile(String value) {
        return value.startsWith("file:") && isPath(value.substring("file:".length()));
    }

    private static boolean isPath(String value) {
        try {
            return !Path.of(value).toString().isEmpty();
        } catch (IllegalArgumentException notAPath) {
            return false;
        }
    }
}
