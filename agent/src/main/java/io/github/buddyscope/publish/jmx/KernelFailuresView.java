// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.publish.Wording;
import javax.management.Notification;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;

/** {@code buddyscope:type=KernelFailures}: what the kernel reported since the agent's start. */
final class KernelFailuresView {
    static final String NOTIFICATION = "buddyscope.failure";

    private final FailureCounts counts = new FailureCounts();
    private final Recent<KernelFailure> recent = new Recent<>(FailureData::of);
    private volatile LogAccount account = LogAccount.NONE;

    void add(KernelFailure failure) {
        counts.add(failure);
        recent.add(failure);
    }

    void update(LogAccount now) {
        account = now;
    }

    NotifyingBean bean() {
        BeanTable table = new BeanTable("Allocation failures that the kernel reported in its log")
                .count("Total", "failures", "Failures read, those that the log already held included", counts::total)
                .count("TotalLive", "failures", "Failures since the agent's start", counts::live)
                .count(
                        "Suppressed",
                        "reports",
                        "Reports that the kernel says it swallowed, failures that the log doesn't show; those that the"
                                + " log already told of at the agent's start included",
                        counts::suppressed)
                .count(
                        "RatePerHour",
                        "failures",
                        "Failures of the last 60 minutes",
                        () -> counts.inLastHour(System.nanoTime()))
                .count(
                        "ReportsReceived",
                        "reports",
                        "Reports of failures in the log: those published and those dropped",
                        () -> account.received())
                .count(
                        "ReportsPublished",
                        "reports",
                        "Reports that became events, counts and notifications",
                        () -> account.published())
                .count(
                        "ReportsDropped",
                        "reports",
                        "Reports given up because too many came at a time",
                        () -> account.dropped())
                .count(
                        "LinesPassedOver",
                        "lines",
                        "Lines read in a flood, in which only the beginnings of reports were counted",
                        () -> account.linesPassedOver())
                .attribute(
                        "Last",
                        FailureData.SHAPE.type(),
                        null,
                        "The last failure; null where there was none",
                        recent::last)
                .text(
                        "LastSummary",
                        "Why the last failure happened, in plain words; null where there was none",
                        () -> recent.ofLast(
                                failure -> Wording.cut(failure.diagnosis().summary())))
                .attribute("Recent", FailureData.SHAPE.list(), null, "The last 50 failures, newest first", recent::all);
        byKey(table);
        return table.notification(NOTIFICATION, "The kernel reported an allocation failure", FailureData.SHAPE.type())
                .notifyingBean();
    }

    private void byKey(BeanTable table) {
        Counted kinds = new Counted("Kind", SimpleType.STRING, "What failed");
        Counted orders = new Counted("Order", SimpleType.INTEGER, "Order of the request; -1 where not known");
        Counted causes = new Counted("Cause", SimpleType.STRING, "Why it failed");
        table.<TabularData>attribute(
                        "ByKind",
                        kinds.type(),
                        "failures",
                        "Failures by what failed",
                        () -> kinds.table(counts.byKind()))
                .<TabularData>attribute(
                        "ByOrder", orders.type(), "failures", "Failures by order", () -> orders.table(counts.byOrder()))
                .<TabularData>attribute(
                        "ByCause", causes.type(), "failures", "Failures by cause", () -> causes.table(counts.byCause()))
                .<TabularData>attribute(
                        "LiveFailures",
                        LiveFailuresTable.TYPE,
                        "failures",
                        "Failures since the agent's start by kind, order and cause: TotalLive is their sum",
                        () -> LiveFailuresTable.table(counts.liveByKey()));
    }

    /** What listeners get. */
    static Notification notification(KernelFailure failure, long sequence) {
        return NotifyingBean.notification(
                NOTIFICATION,
                Names.KERNEL_FAILURES,
                sequence,
                failure.time(),
                failure.diagnosis().summary(),
                FailureData.of(failure));
    }
}
