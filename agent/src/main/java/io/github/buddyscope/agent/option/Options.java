// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import io.github.buddyscope.agent.runtime.AgentLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The options in force and where each came from. The agent argument wins over the system property, that over the
 * environment variable, that over the default. Whatever is wrong becomes one line in {@link #problems()} and leaves the
 * default in force.
 */
public final class Options {
    /** A value and who gave it: {@code argument}, {@code property}, {@code environment} or {@code default}. */
    public record Setting(String value, String from) {}

    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST_QUOTE = 100;

    private static final String VARIABLES = "BUDDYSCOPE_";
    private static final String PROPERTIES = "buddyscope.";

    private final Map<OptionKey, Setting> settings = new EnumMap<>(OptionKey.class);
    private final List<String> problems = new ArrayList<>();
    private int moreProblems;

    private Options() {
        for (OptionKey key : OptionKey.values()) {
            settings.put(key, new Setting(key.defaultValue, "default"));
        }
    }

    /**
     * @param argument {@code KEY=VALUE[,KEY=VALUE...]}, null or empty for none
     * @param properties the system properties, only those named {@code buddyscope.*} are looked at
     * @param environment the environment, only {@code BUDDYSCOPE_*} is looked at
     */
    public static Options of(String argument, Map<?, ?> properties, Map<String, String> environment) {
        Options options = new Options();
        options.readEnvironment(environment);
        options.readProperties(properties);
        options.readArgument(argument);
        return options;
    }

    private void readEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(VARIABLES)) {
                set(keyOfVariable(variable.getKey()), variable.getKey(), variable.getValue(), "environment");
            }
        }
    }

    private static OptionKey keyOfVariable(String name) {
        for (OptionKey key : OptionKey.values()) {
            if (key.variable().equals(name)) {
                return key;
            }
        }
        return null;
    }

    private void readProperties(Map<?, ?> properties) {
        for (Map.Entry<?, ?> entry : properties.entrySet()) {
            if (entry.getKey() instanceof String name
                    && entry.getValue() instanceof String value
                    && name.startsWith(PROPERTIES)) {
                set(OptionKey.of(name.substring(PROPERTIES.length())), name, value, "property");
            }
        }
    }

    private void readArgument(String argument) {
        if (argument == null || argument.isBlank()) {
            return;
        }
        for (String part : argument.split(",")) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).strip();
            if (name.isEmpty() && equals < 0) {
                continue; // a comma too many harms nobody
            }
            OptionKey key = OptionKey.of(name);
            if (equals >= 0 || key == null) {
                set(key, name, equals < 0 ? "" : part.substring(equals + 1).strip(), "argument");
            } else {
                problem(key, name, "");
            }
        }
    }

    private void set(OptionKey key, String name, String value, String from) {
        if (key == null) {
            add("unknown option " + quoted(name) + "=" + quoted(value) + " is ignored; known are " + known());
        } else if (key.accepts(value)) {
            settings.put(key, new Setting(value, from));
        } else {
            problem(key, name, value);
        }
    }

    private void problem(OptionKey key, String name, String value) {
        settings.put(key, new Setting(key.defaultValue, "default"));
        add("option " + name + " can't be '" + quoted(value) + "': it takes " + key.allowed + "; the default "
                + key.defaultValue + " is in force");
    }

    /** An argument may be as long as somebody likes: it fills neither memory nor the service's stderr. */
    private void add(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            moreProblems++;
        }
    }

    private static String quoted(String value) {
        return value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "...";
    }

    private static String known() {
        StringBuilder names = new StringBuilder();
        for (OptionKey key : OptionKey.values()) {
            names.append(names.isEmpty() ? "" : ", ").append(key.key);
        }
        return names.toString();
    }

    /** A line for each thing that was wrong, in the order found; the last one counts what else was, where it was much. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (moreProblems > 0) {
            all.add("and " + moreProblems + " more options that are unknown or wrong");
        }
        return all;
    }

    /** The value in force and where it came from. */
    public Setting setting(OptionKey key) {
        return settings.get(key);
    }

    /** The value in force. */
    public String get(OptionKey key) {
        return settings.get(key).value();
    }

    /** The value in force of a key that takes a time, in nanoseconds. */
    public long nanos(OptionKey key) {
        return TimeUnit.MILLISECONDS.toNanos(Quantity.millis(get(key)));
    }

    /** Bytes. */
    public long directThreshold() {
        return Quantity.bytes(get(OptionKey.DIRECT_THRESHOLD));
    }

    /** Whether single direct allocations are looked at. */
    public boolean direct() {
        return get(OptionKey.DIRECT).equals("on");
    }

    /** What goes to stderr. */
    public AgentLog.Level logLevel() {
        return AgentLog.Level.of(get(OptionKey.LOG));
    }
}
