// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Failed attempts counted by order and by what they mean. */
final class AttemptCounts {
    private static final int MAX_ORDER = 63;

    private final Map<Integer, Long> byOrder = new TreeMap<>();
    private final Map<AttemptMeaning, Long> byMeaning = new EnumMap<>(AttemptMeaning.class);
    private long total;
    private long own;
    private long printed;

    synchronized void add(TracedFailure traced) {
        int order = traced.failure().order();
        total++;
        own += traced.inThisJvm() ? 1 : 0;
        printed += traced.meaning().printed() ? 1 : 0;
        byOrder.merge(order < 0 || order > MAX_ORDER ? -1 : order, 1L, Long::sum);
        byMeaning.merge(traced.meaning(), 1L, Long::sum);
    }

    synchronized long total() {
        return total;
    }

    synchronized long own() {
        return own;
    }

    /** Those that the kernel prints, but for its rate limit. */
    synchronized long printed() {
        return printed;
    }

    synchronized Map<Integer, Long> byOrder() {
        return new TreeMap<>(byOrder);
    }

    synchronized Map<String, Long> byMeaning() {
        Map<String, Long> names = new TreeMap<>();
        byMeaning.forEach((meaning, count) -> names.put(meaning.name(), count));
        return names;
    }
}
