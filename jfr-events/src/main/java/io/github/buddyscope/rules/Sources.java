// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agent could read, by its last account of itself in a recording. */
final class Sources {
    /** As {@code AgentHealth.sources} is written: name, state, and the reason where it isn't OK. */
    private static final Pattern SOURCE =
            Pattern.compile("(\\S.{0,300}?) (OK|PARTIAL|UNAVAILABLE|OFF)(?::.*+)?+", Pattern.DOTALL);

    /** Before the name of a source that a relay reads. */
    private static final String RELAYED = "relay:";

    private final List<String> all = new ArrayList<>();
    private long newest = Row.UNKNOWN;
    private long linesLost;
    private long dropped;
    private boolean seen;

    static Sources of(Events events) {
        Sources sources = new Sources();
        events.each(Events.HEALTH, sources::look);
        return sources;
    }

    private void look(Row health) {
        long time = health.epochNanos("startTime");
        if (seen && time < newest) {
            return;
        }
        seen = true;
        newest = time;
        linesLost = Math.max(0, health.number("linesLost"));
        dropped = Math.max(0, health.number("eventsDropped"));
        all.clear();
        String text = health.text("sources");
        for (String part : text == null ? new String[0] : text.split("; ")) {
            if (all.isEmpty() || SOURCE.matcher(part).matches()) {
                all.add(part);
            } else { // a reason with a semicolon of its own
                all.add(all.remove(all.size() - 1) + "; " + part);
            }
        }
    }

    /** Whether the agent has left an account of itself. */
    boolean known() {
        return seen;
    }

    long linesLost() {
        return linesLost;
    }

    long dropped() {
        return dropped;
    }

    /** Those in that state, each with its reason. */
    List<String> in(String state) {
        List<String> found = new ArrayList<>();
        for (String source : all) {
            Matcher parts = SOURCE.matcher(source);
            if (parts.matches() && parts.group(2).equals(state)) {
                found.add(source);
            }
        }
        return found;
    }

    /** Whether one whose name begins so is read, at least in part, by the agent itself or by a relay for it. */
    boolean reads(String... names) {
        for (String source : all) {
            Matcher parts = SOURCE.matcher(source);
            if (begins(source, names) && parts.matches()) {
                String state = parts.group(2);
                if (state.equals("OK") || state.equals("PARTIAL")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The kernel's log, from wherever it comes. */
    boolean readsKernelLog() {
        return reads("kmsg ", "journal ", "file:", "file ");
    }

    boolean readsTrace() {
        return reads("tracefs ");
    }

    /** The account of the sources whose names begin so; empty where there is none. */
    String accountOf(String... names) {
        List<String> found = new ArrayList<>();
        for (String source : all) {
            if (begins(source, names)) {
                found.add(source);
            }
        }
        return String.join("; ", found);
    }

    private static boolean begins(String source, String... names) {
        int from = source.startsWith(RELAYED) ? RELAYED.length() : 0;
        for (String name : names) {
            if (source.startsWith(name, from)) {
                return true;
            }
        }
        return false;
    }
}
