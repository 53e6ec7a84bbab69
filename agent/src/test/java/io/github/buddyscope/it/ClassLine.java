// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of the JVM's log of classes with the decoration {@code tid}. An id that is shorter than one before it is padded.
 *
 * @param thread the id of the thread that came first to it
 * @param type as the log has it: {@code java.lang.Object} loaded, {@code java/lang/Object} initialised
 */
record ClassLine(String thread, String type) {
    /** {@code [4711] java.lang.Object source: jrt:/java.base}. */
    private static final Pattern LOADED = Pattern.compile("(?m)^\\[(\\d+) *\\] (\\S+) ");

    private static final String INITIALISING = "(?m)^\\[(\\d+) *\\].* Initializing '([^']+)'";

    private static final Pattern INITIALISED = Pattern.compile(INITIALISING);

    /** Otherwise {@code (no method)} follows. */
    private static final Pattern BY_AN_INITIALISER = Pattern.compile(INITIALISING + " ");

    /** Of {@code -Xlog:class+load}, in its order. */
    static List<ClassLine> loaded(String log) {
        return lines(LOADED, log);
    }

    /** Of {@code -Xlog:class+init}, in its order. */
    static List<ClassLine> initialised(String log) {
        return lines(INITIALISED, log);
    }

    /** Those of them that have an initialiser, which may fail. */
    static List<ClassLine> initialisedByCode(String log) {
        return lines(BY_AN_INITIALISER, log);
    }

    private static List<ClassLine> lines(Pattern pattern, String log) {
        return pattern.matcher(log)
                .results()
                .map(found -> new ClassLine(found.group(1), found.group(2)))
                .toList();
    }
}
