// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.advice.Remedies;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.cause.KindFinder;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Askers;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.Meanings;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.diagnosis.zone.ZoneJudge;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.ReportZone;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says why an allocation failed, from its own report alone: what was asked, what each zone could have given by the rule
 * of the kernel that wrote the report, and which of them stands for the failure. Never throws for what a log may hold.
 */
public final class Diagnostician {
    private Diagnostician() {}

    /** The diagnosis of a report from any host. */
    public static Diagnosis diagnose(FailureReport report) {
        return diagnose(report, HostFacts.UNKNOWN);
    }

    /**
     * The diagnosis of a report from a host of which more is known than the report says.
     *
     * @param host that host now; it has a say in the advice and in nothing else
     */
    public static Diagnosis diagnose(FailureReport report, HostFacts host) {
        Attempt attempt = Attempt.of(report);
        List<ZoneVerdict> verdicts = new ArrayList<>();
        if (attempt.orderPlausible()) {
            ZoneJudge judge = new ZoneJudge(attempt);
            for (ReportZone zone : report.memory().zones()) {
                verdicts.add(judge.judge(zone));
            }
        }
        Finding finding = KindFinder.find(attempt, verdicts);
        if (finding.cause() == Cause.CGROUP_LIMIT) {
            // the host's zones had no part in it
            verdicts.clear();
        }
        RequestMeaning meaning = Meanings.of(attempt);
        Asker asker = Askers.of(attempt);
        Summary summary = new Summary(attempt, verdicts, finding, asker.origin(), meaning);
        String why = summary.why();
        return new Diagnosis(
                finding.cause(),
                attempt.flags().atomic() && !attempt.lastLook(),
                finding.confidence(),
                attempt.bytes(),
                attempt.flags().names(),
                attempt.flags().from(),
                asker,
                findings(verdicts),
                summary.whole(why),
                missing(attempt, verdicts, finding),
                Remedies.of(attempt, finding, asker, host),
                meaning,
                Judgement.of(why, attempt, verdicts, finding));
    }

    private static List<ZoneFinding> findings(List<ZoneVerdict> verdicts) {
        List<ZoneFinding> findings = new ArrayList<>(verdicts.size());
        for (ZoneVerdict verdict : verdicts) {
            findings.add(verdict.finding());
        }
        return findings;
    }

    private static List<String> missing(Attempt attempt, List<ZoneVerdict> verdicts, Finding finding) {
        Set<String> missing = new LinkedHashSet<>(finding.lacks());
        if (finding.isOutside() || finding.cause() == Cause.CGROUP_LIMIT) {
            return List.copyOf(missing);
        }
        if (attempt.version() == null) {
            boolean matters = !attempt.flags().readings().isEmpty()
                    || attempt.rules().contains(WatermarkRule.HALVED_BY_ORDER)
                            && attempt.rules().size() > 1
                            && undecided(verdicts);
            if (matters) {
                missing.add("kernel version");
            }
        }
        for (ZoneVerdict verdict : verdicts) {
            missing.addAll(verdict.lacks());
        }
        return List.copyOf(missing);
    }

    private static boolean undecided(List<ZoneVerdict> verdicts) {
        for (ZoneVerdict verdict : verdicts) {
            if (verdict.is(Rejection.UNKNOWN)) {
                return true;
            }
        }
        return false;
    }
}
