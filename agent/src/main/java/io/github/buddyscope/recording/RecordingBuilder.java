// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers a recording, event by event, in any order. */
public final class RecordingBuilder {
    private static final int MOST_VERDICTS = 1000;
    private static final int MOST_ACTIVITIES = 50;

    private final Host host = new Host();
    private final Failures failures = new Failures();
    private final Stalls stalls = new Stalls();
    private final Jvm jvm = new Jvm();
    private final Agent agent = new Agent();
    private final List<VerdictRow> verdicts = new ArrayList<>();
    private final Map<String, AssociationRow> associations = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private long verdictCount;
    private long begin = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    /** An event was written at that time. */
    public void written(long micros) {
        begin = Math.min(begin, micros);
        end = Math.max(end, micros);
    }

    /** An event of ours. */
    public void counted(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    public void add(ZoneRow row) {
        host.add(row);
    }

    public void add(PressureRow row) {
        host.add(row);
    }

    public void add(LogFailure failure) {
        failures.add(failure);
    }

    public void add(TracedAttempt attempt) {
        failures.add(attempt);
    }

    public void add(Stall stall) {
        stalls.add(stall);
    }

    public void add(Pause pause) {
        jvm.add(pause);
        stalls.add(pause);
    }

    public void add(DirectRow row) {
        jvm.add(row);
    }

    public void add(HealthRow row) {
        agent.add(row);
    }

    public void add(VerdictRow verdict) {
        verdictCount++;
        if (verdicts.size() < MOST_VERDICTS) {
            verdicts.add(verdict);
        }
    }

    public void add(AssociationRow row) {
        AssociationRow before = associations.get(row.activity());
        boolean room = before != null || associations.size() < MOST_ACTIVITIES;
        if (room && (before == null || before.micros() <= row.micros())) {
            associations.put(row.activity(), row);
        }
    }

    public void collection(int gcId, String name, String cause) {
        jvm.collection(gcId, name, cause);
    }

    public void heap(long micros, long used, long committed) {
        jvm.heap(micros, used, committed);
    }

    /** A large direct reservation; the site is null where it isn't known. */
    public void site(String name, long bytes) {
        jvm.site(name, bytes);
    }

    public void facts(JvmFacts facts) {
        jvm.facts(facts);
    }

    public JvmFacts facts() {
        return jvm.facts();
    }

    public void note(String note) {
        notes.add(note);
    }

    /** @param name of the recording's file */
    public Recording build(String name) {
        host.endSampling();
        verdicts.sort(Comparator.comparingLong(VerdictRow::micros));
        return new Recording(
                name,
                begin > end ? 0 : begin,
                begin > end ? 0 : end,
                host,
                failures,
                stalls,
                jvm,
                verdicts,
                verdictCount,
                new ArrayList<>(associations.values()),
                agent,
                counts,
                notes);
    }
}
