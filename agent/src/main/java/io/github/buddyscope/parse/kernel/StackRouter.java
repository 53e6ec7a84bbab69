// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.dump.StackHeader;

/**
 * Finds the report that a line of a stack section belongs to. Where the kernel prints caller ids they tell. Elsewhere the
 * stack header names the task, and frames belong to the stack header before them, since {@code dump_stack} lets only one
 * processor print at a time (lib/dump_stack.c, 3.11 and later).
 */
final class StackRouter {
    private final OpenReports open;
    private OpenReport printing;
    private boolean foreign;

    StackRouter(OpenReports open) {
        this.open = open;
    }

    /** A report begins: frames may come for it even if its stack header is missing. */
    void reportBegins() {
        foreign = false;
    }

    void reset() {
        printing = null;
        foreign = false;
    }

    /** The report whose header this is; null for a stack of something else, or where two tasks of that name wait for one. */
    OpenReport header(KernelLine line, StackHeader header) {
        OpenReport owner = null;
        boolean several = false;
        for (int i = open.size() - 1; i >= 0; i--) {
            OpenReport r = open.get(i);
            if (awaits(r, line, header)) {
                several |= owner != null && !OpenReports.stale(r, owner);
                owner = owner == null ? r : owner;
            }
        }
        if (owner == null || several) {
            strange(line, header, several);
            return null;
        }
        if (line.caller() == null) {
            takesOver(owner);
        }
        owner.stackGoesOn();
        owner.stack().begin(header);
        return owner;
    }

    /** The report to whose trace the line was added, or null. */
    OpenReport part(KernelLine line) {
        OpenReport owner = line.caller() == null ? unnamed() : named(line);
        if (owner == null) {
            return null;
        }
        if (!owner.stack().canHave(line.text())) {
            if (line.caller() == null) {
                mixed(owner);
            }
            return null;
        }
        owner.stack().add(line.text());
        return owner.stack().lost() ? null : owner;
    }

    private OpenReport named(KernelLine line) {
        for (int i = open.size() - 1; i >= 0; i--) {
            OpenReport r = open.get(i);
            if (OpenReports.mayOwn(r, line)) {
                return r.awaitsMemory() ? r : null;
            }
        }
        return null;
    }

    private OpenReport unnamed() {
        if (printing != null) {
            return !printing.closed() && printing.awaitsMemory() ? printing : null;
        }
        OpenReport owner = null;
        for (int i = 0; i < open.size() && !foreign; i++) {
            OpenReport r = open.get(i);
            if (!r.closed() && r.awaitsMemory() && r.stack().header() == null) {
                if (owner != null) {
                    return null;
                }
                owner = r;
            }
        }
        return owner;
    }

    /** The trace has such a line already, so another report prints its own at the same time. */
    private void mixed(OpenReport owner) {
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (r != owner && !r.closed() && r.awaitsMemory() && r.stack().header() != null) {
                r.stack().lose();
                owner.stack().lose();
            }
        }
        owner.stack().end();
    }

    private static boolean awaits(OpenReport r, KernelLine line, StackHeader header) {
        return OpenReports.mayOwn(r, line)
                && r.awaitsMemory()
                && r.stack().header() == null
                && !r.stack().lost()
                && r.task() != null
                && r.task().equals(header.task());
    }

    private void strange(KernelLine line, StackHeader header, boolean several) {
        if (line.caller() == null) {
            foreign = true;
            printing = null;
        }
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (several && awaits(r, line, header)) {
                r.stack().lose();
            } else if (line.caller() != null && OpenReports.mayOwn(r, line)) {
                r.stack().end();
            }
        }
    }

    /** Another trace begins while one may still be going on. */
    private void takesOver(OpenReport owner) {
        OpenReport before = printing;
        printing = owner;
        foreign = false;
        if (before == null
                || before == owner
                || before.closed()
                || !before.stack().inProgress()
                || !before.awaitsMemory()) {
            return;
        }
        if (before.stack().endsAtBottom()) {
            return;
        }
        if (before.lastLine() > owner.began()) {
            before.stack().lose();
            owner.stack().lose();
        } else {
            before.lostFramesTo(owner);
        }
    }
}
