// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.publish.Wording;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;

/** {@code buddyscope:type=Correlation}: what came of the failures. */
final class CorrelationView {
    static final String NOTIFICATION = "buddyscope.verdict";

    private final AtomicLong total = new AtomicLong();
    private final RoleCounts roles = new RoleCounts();
    private final AssociationTable associations = new AssociationTable();
    private final Recent<Verdict> recent = new Recent<>(VerdictData::of);

    void add(Association association) {
        associations.add(association);
    }

    void add(Verdict verdict) {
        total.incrementAndGet();
        roles.add(verdict);
        recent.add(verdict);
    }

    NotifyingBean bean() {
        BeanTable bean = new BeanTable(
                "Verdicts: why failures happened and what this JVM did around them; coinciding is not causing");
        return roles.into(bean)
                .count("Total", "verdicts", "Verdicts since the agent's start", total::get)
                .attribute(
                        "LastVerdict",
                        VerdictData.SHAPE.type(),
                        null,
                        "The last verdict; null where there was none",
                        recent::last)
                .text(
                        "LastSummary",
                        "The last verdict in plain words; null where there was none",
                        () -> recent.ofLast(verdict -> Wording.cut(verdict.summary())))
                .text(
                        "LastJvmRole",
                        "This JVM's part in the last one: VICTIM, CAUSE, CAUSE_AND_VICTIM, BYSTANDER or UNKNOWN; null where"
                                + " there was none",
                        () -> recent.ofLast(
                                verdict -> verdict.part().role().role().name()))
                .attribute("Recent", VerdictData.SHAPE.list(), null, "The last 50 verdicts, newest first", recent::all)
                .attribute(
                        "Associations",
                        AssociationTable.TYPE,
                        null,
                        "Whether episodes coincide with what this JVM does more often than by chance, at the last minute:"
                                + " three activities, each tested by itself",
                        associations::data)
                .notification(NOTIFICATION, "A verdict on an episode of failures or stalls", VerdictData.SHAPE.type())
                .notifyingBean();
    }

    /** What listeners get. */
    static Notification notification(Verdict verdict, long sequence) {
        return NotifyingBean.notification(
                NOTIFICATION,
                Names.CORRELATION,
                sequence,
                verdict.first().time(),
                verdict.summary(),
                VerdictData.of(verdict));
    }
}
