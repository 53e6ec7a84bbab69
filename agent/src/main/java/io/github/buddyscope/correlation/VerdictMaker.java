// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.correlation.episode.Histories;
import io.github.buddyscope.correlation.pause.PauseAccounts;
import io.github.buddyscope.correlation.pause.StalledPause;
import io.github.buddyscope.correlation.pause.TraceSight;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.role.JvmRole;
import io.github.buddyscope.correlation.role.OwnStalls;
import io.github.buddyscope.correlation.role.Role;
import io.github.buddyscope.correlation.role.RoleJudge;
import io.github.buddyscope.correlation.role.VictimEvidence;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.correlation.zone.ZoneCourse;
import io.github.buddyscope.correlation.zone.ZoneWords;
import io.github.buddyscope.diagnosis.episode.HowBad;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostSample;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks around an episode and makes its verdict. For one thread. */
final class VerdictMaker {
    /** What is compared with as usual: up to five minutes before the window. */
    private static final long TRAILING = TimeUnit.MINUTES.toNanos(5);

    private final Timeline timeline;
    private final long window;
    private final boolean directWatched;
    private final long pageSize;
    private final Histories histories;
    private final OwnStalls stalls;
    private Supplier<String> hugePages; // null where nobody asks
    private List<Association> chance = List.of();

    VerdictMaker(Timeline timeline, long window, boolean directWatched, long pageSize, Histories histories) {
        this.timeline = timeline;
        this.window = window;
        this.directWatched = directWatched;
        this.pageSize = pageSize;
        this.histories = histories;
        this.stalls = new OwnStalls(timeline, window);
    }

    void trace(PauseAccounts accounts, Supplier<TraceSight> sight) {
        stalls.trace(accounts, sight);
    }

    void askForHugePages(Supplier<String> word) {
        hugePages = word;
    }

    void associated(List<Association> answers) {
        chance = List.copyOf(answers);
    }

    /** @param passedOver stalled pauses that got no verdict since the last one */
    Verdict verdict(Episode episode, long now, long passedOver) {
        Surroundings around = around(episode, now);
        List<String> doubts = VerdictWords.doubts(episode, around, now, passedOver);
        return new Verdict(
                episode.first(),
                episode.standsFor(),
                episode.failures(),
                episode.lastNanos(),
                window,
                around.gc(),
                around.pauseStalls(),
                around.gcsInWindow(),
                around.direct(),
                ZoneWords.of(around.sample(), episode.first().nanos(), pageSize),
                around.zones(),
                around.part(),
                around.howBad(),
                summary(episode, around),
                doubts);
    }

    private String summary(Episode episode, Surroundings around) {
        String words = VerdictWords.summary(episode, around);
        String huge = around.watched() && hugePages != null ? hugePages.get() : "";
        return huge.isEmpty() ? words : words + ' ' + huge;
    }

    private Surroundings around(Episode episode, long now) {
        Trouble first = episode.first();
        long from = first.nanos() - window;
        long to = episode.lastNanos() + window;
        HowBad howBad = histories.of(first, now);
        if (!timeline.watched(first.nanos())) {
            Role role = new Role(JvmRole.UNKNOWN, List.of("It happened before the agent's start."), List.of());
            JvmPart part = new JvmPart(role, first.match(), List.of(), -1, null);
            return new Surroundings(
                    false,
                    directWatched,
                    window,
                    null,
                    null,
                    0,
                    DirectTraffic.UNKNOWN,
                    null,
                    ZoneCourse.NONE,
                    part,
                    howBad);
        }
        HostSample before = timeline.sampleBefore(from);
        ZoneCourse zones = ZoneCourse.of(
                episode, timeline.samplesBetween(before == null ? from : before.nanos(), to), window, pageSize);
        NearestGc gc = gc(episode);
        return new Surroundings(
                true,
                directWatched,
                window,
                gc,
                gc == null ? null : stalls.of(gc.gc()),
                timeline.gcsWithin(from, to),
                directWatched ? direct(from, to) : DirectTraffic.UNKNOWN,
                timeline.nearestSample(first.nanos()),
                zones,
                part(episode, zones),
                howBad);
    }

    private NearestGc gc(Episode episode) {
        Trouble first = episode.first();
        if (episode.standsFor() instanceof StalledPause worst) {
            GcEvent gc = worst.pause().gc();
            return new NearestGc(gc, gc.startNanos() - first.nanos(), 2 * gc.errorNanos());
        }
        return timeline.nearestGc(first.nanos(), window, first.errorNanos());
    }

    private DirectTraffic direct(long from, long to) {
        long bytes = timeline.directBetween(from, to);
        long[] earlier = timeline.earlierDirect(from, to - from);
        int fewer = 0;
        for (long one : earlier) {
            fewer += one < bytes ? 1 : 0;
        }
        return new DirectTraffic(bytes, timeline.usualDirect(from, TRAILING, to - from), earlier.length, fewer);
    }

    private JvmPart part(Episode episode, ZoneCourse zones) {
        VictimEvidence seen = stalls.evidence(episode);
        Taking taking = timeline.taking(episode.first(), window, pageSize);
        Role role =
                RoleJudge.judge(seen, episode.standsFor().diagnosis().cause(), taking, zones.blocksBefore(), chance);
        return new JvmPart(
                role,
                episode.standsFor() instanceof StalledPause
                        ? episode.standsFor().match()
                        : episode.closest().match(),
                seen.pauses(),
                seen.traced() || seen.wallNanos() > 0 ? seen.wallNanos() : -1,
                taking);
    }
}
