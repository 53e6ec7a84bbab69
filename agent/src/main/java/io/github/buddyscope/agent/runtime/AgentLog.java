// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.entry.BuddyscopeAgent;
import io.github.buddyscope.text.SafeText;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The agent's own few words on stderr. No logging framework: the first use of one would load java.util.logging's
 * LogManager before the service has chosen its own.
 */
public final class AgentLog {
    /** How much to say. */
    public enum Level {
        OFF,
        WARN,
        INFO,
        DEBUG;

        /** The level of that name in lower case, null where there is none. */
        public static Level of(String name) {
            return switch (name) {
                case "off" -> OFF;
                case "warn" -> WARN;
                case "info" -> INFO;
                case "debug" -> DEBUG;
                default -> null;
            };
        }
    }

    private static final int LONGEST = 1_000;

    private final PrintStream out;
    private final AtomicBoolean unloadableTold = new AtomicBoolean();
    private volatile Level level;

    /** @param out where it says it */
    public AgentLog(PrintStream out, Level level) {
        this.out = out;
        this.level = level;
        SafeText.line("", 0); // loaded now: what there is to tell may be that no class can be loaded any more
    }

    void level(Level newLevel) {
        level = newLevel;
    }

    /** Something that a person should know or mend. */
    public void warn(String message) {
        say(Level.WARN, "warning: ", message);
    }

    /** Classes that can't be loaded any more have one reason, wherever they are missed: it's told once. */
    void unloadable(NoClassDefFoundError missed) {
        if (!unloadableTold.getAndSet(true)) {
            warn(BuddyscopeAgent.cause(missed));
        }
    }

    /** Something that went as it should. */
    public void info(String message) {
        say(Level.INFO, "", message);
    }

    /** Something for who looks for a fault. */
    public void debug(String message) {
        say(Level.DEBUG, "debug: ", message);
    }

    private void say(Level needed, String prefix, String message) {
        if (level.compareTo(needed) >= 0) {
            out.println("buddyscope: " + prefix + SafeText.line(message, LONGEST));
        }
    }
}
