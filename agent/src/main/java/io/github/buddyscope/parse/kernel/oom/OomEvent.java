// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.Scan;
import io.github.buddyscope.parse.kernel.oom.KillLine.Scope;
import io.github.buddyscope.parse.kernel.oom.KillLine.Verb;
import java.util.Objects;

/** An OOM kill while its lines come in: who was chosen, by whose limit, and what was killed. */
public final class OomEvent {
    private static final String MEMCG = "CONSTRAINT_MEMCG";

    private final Integer adjustment;
    private OomSummary summary;
    private Scope scope;
    private KillLine chosen;
    private KillLine victim;
    private long[] limit;
    private String[] groups;
    private boolean pastDump;
    private boolean noVictim;
    private boolean group;
    private boolean mixed;
    private int alsoKilled;

    /** @param adjustment from the header; null where that is missing */
    public OomEvent(Integer adjustment) {
        this.adjustment = adjustment;
    }

    /** Behind the memory dump, if the report has one at all. */
    public boolean pastDump() {
        return pastDump;
    }

    /** Nothing more is owed; a group's further victims may come. */
    public boolean done() {
        return victim != null || noVictim;
    }

    /** Its victim's whole group is killed, nobody knows how many. */
    public boolean ofGroup() {
        return group;
    }

    /** Null before it came. */
    public OomSummary summary() {
        return summary;
    }

    /** Whether the line may be this event's, as far as it contradicts nothing that is known. */
    public boolean mayTake(OomLine kind, String text) {
        return switch (kind) {
            case LIMIT -> limit == null && !done() && scope != Scope.GLOBAL;
            case LIMIT_OF -> groups == null && !done() && scope != Scope.GLOBAL;
            case TABLE, PANIC -> !done();
            case SUMMARY -> summary == null && !done() && maySummarize(OomSummary.parse(text));
            case KILL -> mayKill(KillLine.parse(HeaderForm.of(text), text));
            case GROUP, REAPER -> victim != null;
        };
    }

    /** Takes a line of this event's. */
    public void take(OomLine kind, String text) {
        switch (kind) {
            case LIMIT -> {
                limit = OomLimit.usageAndLimit(text);
                scope = Scope.MEMCG;
            }
            case LIMIT_OF -> {
                groups = OomLimit.taskAndLimit(text);
                scope = Scope.MEMCG;
            }
            case SUMMARY -> {
                pastDump = true;
                summary = OomSummary.parse(text);
                scope = isMemcg(summary) ? Scope.MEMCG : Scope.GLOBAL;
            }
            case KILL -> kill(KillLine.parse(HeaderForm.of(text), text));
            case GROUP -> group = true;
            case TABLE, PANIC -> pastDump |= scope == Scope.MEMCG || kind == OomLine.PANIC || isTasks(text);
            case REAPER -> {}
        }
    }

    /** A victim was named, but it can't be told in which of several events. */
    public void mixUp() {
        mixed = true;
        pastDump = true;
    }

    /** What was gathered. */
    public OomKill detail() {
        boolean named = !mixed && victim != null;
        boolean summed = !mixed && summary != null && !named;
        return new OomKill(
                adjustment,
                constraint(),
                summary != null && summary.memcg() != null ? summary.memcg() : groups == null ? null : groups[1],
                summary != null && summary.taskMemcg() != null
                        ? summary.taskMemcg()
                        : groups == null ? null : groups[0],
                limit == null ? null : (Long) limit[1],
                limit == null ? null : (Long) limit[0],
                named ? victim.name() : summed ? summary.task() : null,
                named ? victim.pid() : summed ? summary.pid() : null,
                named ? victim.rssKb() : null,
                scope == Scope.GLOBAL,
                noVictim,
                alsoKilled);
    }

    private String constraint() {
        return summary != null ? summary.constraint() : scope == Scope.MEMCG ? MEMCG : null;
    }

    private boolean maySummarize(OomSummary line) {
        return scope == null || (scope == Scope.MEMCG) == isMemcg(line);
    }

    private boolean mayKill(KillLine line) {
        if (line.scope() != null && scope != null && line.scope() != scope) {
            return false;
        }
        return switch (line.verb()) {
            case KILL -> chosen == null && !done() && isSummarized(line);
            case KILLED, EXITING -> group || !done() && (chosen != null || isSummarized(line));
            case NOBODY -> !done() && chosen == null;
        };
    }

    /** Up to 5.1 a child may be killed in place of the task that the summary names. */
    private boolean isSummarized(KillLine line) {
        return summary == null || summary.pid() == null || summary.pid().equals(line.pid());
    }

    private void kill(KillLine line) {
        pastDump = true;
        scope = line.scope() == null ? scope : line.scope();
        switch (line.verb()) {
            case KILL -> chosen = line;
            case NOBODY -> noVictim = true;
            case KILLED, EXITING -> {
                if (victim != null) {
                    // the group's tasks are killed one by one, and the victim is one of them
                    boolean other = line.verb() == Verb.KILLED && !Objects.equals(line.pid(), victim.pid());
                    alsoKilled += other && alsoKilled < Integer.MAX_VALUE ? 1 : 0;
                } else {
                    victim = line;
                }
            }
        }
    }

    private static boolean isMemcg(OomSummary line) {
        return MEMCG.equals(line.constraint()) || line.memcg() != null;
    }

    private static boolean isTasks(String text) {
        return text.charAt(Scan.blanks(text, 0)) == '[' || text.contains("Tasks state");
    }
}
