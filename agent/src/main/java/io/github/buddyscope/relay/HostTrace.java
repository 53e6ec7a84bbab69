// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.parse.trace.TraceSink;
import io.github.buddyscope.relay.Ring.Own;
import io.github.buddyscope.relay.TaskOwners.Owned;
import io.github.buddyscope.wire.Message.Attempt;
import io.github.buddyscope.wire.Message.Stalled;
import io.github.buddyscope.wire.MessageWriter;

/** What was traced, made into lines for everyone and for its owner. On the source's thread. */
final class HostTrace implements TraceSink {
    private final Ring ring;
    private final TaskOwners owners;
    private final boolean showTasks;
    private final Runnable added;

    HostTrace(Ring ring, TaskOwners owners, boolean showTasks, Runnable added) {
        this.ring = ring;
        this.owners = owners;
        this.showTasks = showTasks;
        this.added = added;
    }

    @Override
    public void failure(AllocationFailure failure) {
        TracedTask task = failure.task();
        Owned owned = failure.inInterrupt() || task == null ? null : owners.of(task.tid(), System.nanoTime());
        long n = ring.next();
        byte[] forAll =
                MessageWriter.line(new Attempt(n, null, showTasks ? failure : of(failure, Withholding.forAll(task))));
        byte[] own = owned == null
                ? null
                : MessageWriter.line(new Attempt(n, owned.name(), of(failure, Withholding.forOwner(task, owned))));
        add(forAll, owned, own);
    }

    @Override
    public void stall(AllocationStall stall) {
        TracedTask task = stall.task();
        Owned owned = task == null ? null : owners.of(task.tid(), System.nanoTime());
        long n = ring.next();
        byte[] forAll =
                MessageWriter.line(new Stalled(n, null, showTasks ? stall : of(stall, Withholding.forAll(task))));
        byte[] own = owned == null
                ? null
                : MessageWriter.line(new Stalled(n, owned.name(), of(stall, Withholding.forOwner(task, owned))));
        add(forAll, owned, own);
    }

    private void add(byte[] forAll, Owned owned, byte[] own) {
        if (forAll == null || owned != null && own == null) {
            return; // longer than a line may be: no kernel writes such
        }
        ring.add(null, forAll, owned == null ? null : new Own[] {new Own(owned.process(), own)});
        added.run();
    }

    private static AllocationFailure of(AllocationFailure failure, TracedTask task) {
        return new AllocationFailure(
                failure.nanos(),
                failure.order(),
                failure.gfpFlags(),
                failure.migrateType(),
                task,
                failure.inInterrupt(),
                failure.evidence(),
                failure.stalledNanos());
    }

    private static AllocationStall of(AllocationStall stall, TracedTask task) {
        return new AllocationStall(
                stall.kind(),
                stall.order(),
                stall.beginNanos(),
                stall.endNanos(),
                stall.nestedNanos(),
                stall.outermost(),
                stall.result(),
                stall.pagesReclaimed(),
                stall.gfpFlags(),
                task);
    }
}
