// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.Verdict;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;

/** {@code buddyscope:type=Correlation}: what came of the failures. */
final class CorrelationView {
    static final String NOTIFICATION = "buddyscope.verdict";

    private final AtomicLong total = new AtomicLong();
    private final Recent<Verdict> recent = new Recent<>();

    void add(Verdict verdict) {
        total.incrementAndGet();
        recent.add(verdict);
    }

    NotifyingBean bean() {
        return new BeanTable(
                        "Verdicts: why failures happened and what this JVM did around them; coinciding is not causing")
                .count("Total", "verdicts", "Verdicts since the agent's start", total::get)
                .attribute(
                        "LastVerdict",
                        VerdictData.SHAPE.type(),
                        null,
                        "The last verdict; null where there was none",
                        this::last)
                .attribute(
                        "Recent",
                        Lists.typeOf(VerdictData.SHAPE),
                        null,
                        "The last 50 verdicts, newest first",
                        () -> Lists.of(recent.all(), VerdictData::of))
                .notification(NOTIFICATION, "A verdict on an episode of failures", VerdictData.SHAPE.type())
                .notifyingBean();
    }

    private CompositeData last() {
        Verdict last = recent.last();
        return last == null ? null : VerdictData.of(last);
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
