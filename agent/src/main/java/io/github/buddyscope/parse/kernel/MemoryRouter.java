// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.dump.StackHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the report that a line of a memory dump belongs to. Where the kernel prints no caller ids, dumps of two processors
 * may be interleaved; what helps then is that every dump prints the same lines once and in the same order. Where that
 * doesn't decide, the line is left out and the dumps that it may belong to are marked as cut.
 */
final class MemoryRouter {
    private final OpenReports open;
    private final List<OpenReport> candidates = new ArrayList<>(OpenReports.MAX_OPEN);
    private final List<OpenReport> fresh = new ArrayList<>(OpenReports.MAX_OPEN);

    MemoryRouter(OpenReports open) {
        this.open = open;
    }

    /** Whether somebody waits for a dump to begin. */
    boolean anyAwaits(KernelLine line) {
        findAwaiting(line);
        return !candidates.isEmpty();
    }

    /** The report whose dump begins here; null where it can't be told. */
    OpenReport begin(KernelLine line) {
        findAwaiting(line);
        OpenReport owner = pick(candidates);
        if (owner != null) {
            owner.beginMemory(true);
            owner.memoryGoesOn();
            return owner;
        }
        for (OpenReport r : candidates) {
            r.beginMemory(true);
            r.memory().lose();
        }
        return null;
    }

    /** The report that the line was added to; null where it is nobody's, or where that can't be told. */
    OpenReport part(KernelLine line, DumpLine dump) {
        findInDump(line, dump);
        if (candidates.isEmpty()) {
            return onlyOne(line, dump);
        }
        if (candidates.size() == 1) {
            return single(line, dump, candidates.get(0));
        }
        fresh.clear();
        for (OpenReport r : candidates) {
            if (!r.memory().has(dump)) {
                fresh.add(r);
            }
        }
        OpenReport owner = fresh.size() == 1 ? fresh.get(0) : null;
        if (owner == null && dump.signature() != null) {
            owner = foremost();
        }
        if (owner == null) {
            owner = pick(fresh);
        }
        if (owner == null && (dump.signature() != null || dump.kind() == DumpLine.Kind.RESERVE)) {
            for (OpenReport r : fresh) {
                r.memory().leaveOut(dump);
            }
        }
        return owner == null ? null : added(owner, line, dump);
    }

    private static OpenReport added(OpenReport owner, KernelLine line, DumpLine dump) {
        owner.memoryGoesOn();
        owner.memory().add(dump, line.text());
        return owner.memory().lost() ? null : owner;
    }

    /** Those that wait for a dump; of them those that had their stack, if any had. */
    private void findAwaiting(KernelLine line) {
        candidates.clear();
        boolean ready = false;
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (OpenReports.mayOwn(r, line) && r.awaitsMemory()) {
                candidates.add(r);
                ready |= ready(r);
            }
        }
        if (ready) {
            candidates.removeIf(r -> !ready(r));
        }
    }

    private static boolean ready(OpenReport r) {
        return r.stack().header() != null
                || r.stack().hasFrames()
                || r.stack().lost()
                || r.form() == HeaderForm.SHOW_MEMORY;
    }

    private void findInDump(KernelLine line, DumpLine dump) {
        candidates.clear();
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (!OpenReports.mayOwn(r, line) || !r.inMemory()) {
                continue;
            }
            boolean early = dump.kind() != DumpLine.Kind.COUNTERS || r.memory().awaitsCounters();
            boolean over = !early
                    || r.memory().complete()
                            && (dump.kind() != DumpLine.Kind.TOTAL || r.memory().has(dump));
            if (!over && (dump.kind() != DumpLine.Kind.RESERVE || r.memory().awaitsReserve())) {
                candidates.add(r);
            }
        }
    }

    private OpenReport single(KernelLine line, DumpLine dump, OpenReport owner) {
        if (!owner.memory().has(dump)) {
            return added(owner, line, dump);
        }
        if (owner.memory().beginsAgainWith(dump)) {
            owner.close();
        } else if (line.caller() == null) {
            owner.memory().lose(); // a second line of the kind: two dumps are mixed
        }
        return null;
    }

    /** Lines of a dump whose beginning is missing, where only one report can have them. */
    private OpenReport onlyOne(KernelLine line, DumpLine dump) {
        boolean telling = dump.kind() == DumpLine.Kind.COUNTERS
                || dump.kind() == DumpLine.Kind.ZONE
                || dump.kind() == DumpLine.Kind.BUDDY;
        if (!telling || open.size() != 1) {
            return null;
        }
        OpenReport only = open.get(0);
        if (!OpenReports.mayOwn(only, line) || only.inMemory()) {
            return null;
        }
        only.beginMemory(false);
        return added(only, line, dump);
    }

    /**
     * The youngest, if none of the others can be the one that goes on: they had no line since the youngest began, or none
     * for long, or the same processor works on the youngest.
     */
    private static OpenReport pick(List<OpenReport> among) {
        if (among.isEmpty()) {
            return null;
        }
        OpenReport youngest = among.get(among.size() - 1);
        for (OpenReport r : among) {
            if (r != youngest && !rests(r, youngest)) {
                return null;
            }
        }
        for (OpenReport r : among) {
            if (r != youngest && !sameProcessor(r, youngest)) {
                r.lostMemoryTo(youngest);
            }
        }
        return youngest;
    }

    private static boolean rests(OpenReport r, OpenReport youngest) {
        if (r.stack().lost()) {
            return false;
        }
        return r.lastLine() < youngest.began() || OpenReports.stale(r, youngest) || sameProcessor(r, youngest);
    }

    /** The one dump that doesn't owe a line that another had already, if the dumps have the same lines. */
    private OpenReport foremost() {
        OpenReport foremost = null;
        for (OpenReport r : fresh) {
            boolean behind = false;
            for (OpenReport other : candidates) {
                if (!sameZones(r, other)) {
                    return null;
                }
                behind |= r.memory().behind(other.memory());
            }
            if (!behind) {
                if (foremost != null) {
                    return null;
                }
                foremost = r;
            }
        }
        return foremost;
    }

    private static boolean sameProcessor(OpenReport a, OpenReport b) {
        StackHeader first = a.stack().header();
        StackHeader second = b.stack().header();
        return first != null
                && second != null
                && first.cpu() != null
                && first.cpu().equals(second.cpu());
    }

    /** Dumps leave out nodes that the request couldn't use, since 6.1 zones too. */
    private static boolean sameZones(OpenReport a, OpenReport b) {
        return a.request() != null
                && b.request() != null
                && a.request().mode() == b.request().mode()
                && Objects.equals(a.request().nodemask(), b.request().nodemask())
                && Objects.equals(a.request().memsAllowed(), b.request().memsAllowed());
    }
}
