// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the agent saw of its own work. */
public final class Agent {
    private static final int MOST_SOURCES = 200;

    private final Map<String, SourceTale> sources = new LinkedHashMap<>();
    private String lastText;
    private HealthRow last;
    private long count;
    private long longestSample;
    private long lost;
    private long dropped;

    /** A source with its last state, and the worst that it was in. */
    public record SourceTale(String source, String state, String detail, String worst, long worstMicros) {}

    void add(HealthRow row) {
        count++;
        longestSample = Math.max(longestSample, row.sampleNanos());
        lost = Math.max(lost, row.linesLost());
        dropped = Math.max(dropped, row.dropped());
        if (last == null || row.micros() >= last.micros()) {
            last = row;
        }
        if (row.sources() != null && !row.sources().equals(lastText)) {
            lastText = row.sources();
            for (SourceText source : SourceText.of(row.sources())) {
                tell(source, row.micros());
            }
        }
    }

    private void tell(SourceText now, long micros) {
        SourceTale before = sources.get(now.source());
        if (before == null && sources.size() == MOST_SOURCES) {
            return;
        }
        boolean worse = before == null || SourceText.rank(now.state()) > SourceText.rank(before.worst());
        sources.put(
                now.source(),
                new SourceTale(
                        now.source(),
                        now.state(),
                        now.detail(),
                        worse ? now.state() : before.worst(),
                        worse ? micros : before.worstMicros()));
    }

    public List<SourceTale> sources() {
        return new ArrayList<>(sources.values());
    }

    /** The state of a source whose name begins so; null where there's none. */
    public SourceTale source(String begin) {
        for (SourceTale source : sources.values()) {
            if (source.source().startsWith(begin)) {
                return source;
            }
        }
        return null;
    }

    /** Null where the recording has none of it. */
    public HealthRow last() {
        return last;
    }

    public long count() {
        return count;
    }

    public long longestSampleNanos() {
        return longestSample;
    }

    /** Kernel log lines lost. */
    public long linesLost() {
        return lost;
    }

    public long eventsDropped() {
        return dropped;
    }
}
