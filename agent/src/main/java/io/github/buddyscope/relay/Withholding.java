// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.relay.TaskOwners.Owned;
import io.github.buddyscope.wire.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a finding a reader may see. Everyone: what is the host's, such as kind, order, flags, zones, counts and the kernel's
 * own frames. The owner of the task: that task besides, in his own numbering. Nobody: the report's text, for it has
 * the kernel's addresses, which {@code kernel.dmesg_restrict} is there to keep, and other tenants' names.
 */
final class Withholding {
    private Withholding() {}

    /** For everyone, where the relay was told to show tasks: names and ids as the kernel printed them, but no addresses. */
    static FailureReport withTasks(FailureReport report) {
        Origin origin = report.origin();
        List<Frame> stack = new ArrayList<>();
        for (Frame frame : origin.stack()) {
            boolean address = KernelNames.address(frame.function());
            stack.add(address ? new Frame(Protocol.WITHHELD, frame.module(), frame.reliable()) : frame);
        }
        Origin seen = new Origin(
                origin.task(),
                origin.pid(),
                origin.cpu(),
                origin.kernel(),
                origin.tainted(),
                origin.hardware(),
                origin.workqueue(),
                stack,
                origin.interruptContext());
        FailureDetail detail = report.detail() instanceof Slab slab
                ? slab(slab, KernelNames.withoutAddress(slab.cache()))
                : report.detail();
        return with(report, report.header(), report.request(), seen, detail);
    }

    /** For a reader who owns neither the task that asked nor one that was killed. */
    static FailureReport forAll(FailureReport report) {
        return forOwner(report, null, null);
    }

    /**
     * For a reader who owns one of the two.
     *
     * @param asker the task that asked, null where it isn't the reader's
     * @param victim the task that the OOM killer chose, null where it isn't the reader's
     */
    static FailureReport forOwner(FailureReport report, Owned asker, Owned victim) {
        boolean own = asker != null;
        // the header names the task as the kernel knew it then: only where /proc agrees is it the owner's for sure
        boolean sure = own && asker.name().equals(report.origin().task());
        KernelLine header = report.header();
        KernelLine seen = new KernelLine(
                header.number(),
                sure ? header.text() : KernelNames.header(header.text()),
                header.kernelMicros(),
                null,
                null,
                null);
        return with(
                report,
                seen,
                request(report.request(), sure),
                origin(report.origin(), asker),
                detail(report.detail(), sure, victim));
    }

    private static FailureReport with(
            FailureReport report, KernelLine header, Request request, Origin origin, FailureDetail detail) {
        return new FailureReport(
                report.kind(),
                header,
                request,
                origin,
                report.memory(),
                detail,
                report.suppressed(),
                report.occurrences(),
                report.droppedLines(),
                "");
    }

    /** A cpuset is named after its container. */
    private static Request request(Request request, boolean own) {
        return request == null || own
                ? request
                : new Request(
                        request.order(),
                        request.mode(),
                        request.flags(),
                        request.nodemask(),
                        null,
                        request.memsAllowed());
    }

    private static Origin origin(Origin origin, Owned asker) {
        List<Frame> stack = new ArrayList<>();
        for (Frame frame : origin.stack()) {
            stack.add(new Frame(KernelNames.function(frame.function()), frame.module(), frame.reliable()));
        }
        boolean own = asker != null && !origin.interruptContext();
        return new Origin(
                own ? asker.name() : KernelNames.task(origin.task()),
                own ? (Integer) asker.tid() : null,
                origin.cpu(),
                origin.kernel(),
                origin.tainted(),
                origin.hardware(),
                KernelNames.work(origin.workqueue()),
                stack,
                origin.interruptContext());
    }

    private static FailureDetail detail(FailureDetail detail, boolean own, Owned victim) {
        if (detail instanceof OomKill oom) {
            return oom(oom, own, victim);
        }
        if (detail instanceof Slab slab) {
            return slab(slab, KernelNames.cache(slab.cache()));
        }
        return detail;
    }

    private static Slab slab(Slab slab, String cache) {
        return new Slab(
                slab.node(),
                cache,
                slab.objectSize(),
                slab.bufferSize(),
                slab.defaultOrder(),
                slab.minOrder(),
                slab.nodes());
    }

    /** The cgroup whose limit was reached is the asker's, or one around it. */
    private static OomKill oom(OomKill oom, boolean own, Owned victim) {
        String name = oom.victim() == null ? null : victim == null ? Protocol.WITHHELD : victim.name();
        return new OomKill(
                own ? oom.adjustment() : null,
                oom.constraint(),
                own ? oom.memcg() : null,
                null,
                own ? oom.limitKb() : null,
                own ? oom.usageKb() : null,
                name,
                victim == null ? null : (Integer) victim.tid(),
                victim == null ? null : oom.victimRssKb(),
                oom.notForCgroup(),
                oom.noVictim(),
                oom.alsoKilled());
    }

    /** A traced task for everyone. */
    static TracedTask forAll(TracedTask task) {
        return task == null ? null : new TracedTask(Protocol.WITHHELD, Protocol.WITHHELD_ID, task.cpu());
    }

    /** A traced task for its owner. */
    static TracedTask forOwner(TracedTask task, Owned owned) {
        return new TracedTask(owned.name(), owned.tid(), task.cpu());
    }
}
