// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import java.util.ArrayList;
import java.util.List;

/** A report's stack section while its lines come in: the header with CPU and task id, machine, workqueue and call trace. */
final class StackDump {
    private static final int MAX_FRAMES = 256;
    private static final String HARDWARE = "Hardware name: ";
    private static final String WORKQUEUE = "Workqueue: ";

    private final List<Frame> frames = new ArrayList<>();
    private StackHeader header;
    private String hardware;
    private String workqueue;
    private boolean interrupt;
    private boolean over;
    private boolean lost;

    /** Whether the line has a form that stands in stack sections. */
    static boolean isPart(String text) {
        int at = Scan.blanks(text, 0);
        return text.startsWith(HARDWARE, at)
                || text.startsWith(WORKQUEUE, at)
                || text.startsWith("Call Trace:", at)
                || text.startsWith("Call trace:", at)
                || CallTrace.isMarker(text)
                || CallTrace.isRaw(text)
                || CallTrace.frame(text) != null;
    }

    StackHeader header() {
        return header;
    }

    boolean lost() {
        return lost;
    }

    /** Whether frames that come now may still be of this trace. */
    boolean inProgress() {
        return header != null && !over;
    }

    boolean isOver() {
        return over;
    }

    boolean hasFrames() {
        return !frames.isEmpty();
    }

    /** Frames that came before the header were not of this report. */
    void begin(StackHeader stackHeader) {
        header = stackHeader;
        frames.clear();
        interrupt = false;
        over = false;
    }

    /** Another stack begins, or the memory dump. */
    void end() {
        over = true;
    }

    /** It can't be told whose frames came: none are given. */
    void lose() {
        lost = true;
        frames.clear();
        workqueue = null;
        interrupt = false;
    }

    void add(String text) {
        if (lost) {
            return;
        }
        int at = Scan.blanks(text, 0);
        if (text.startsWith(HARDWARE, at)) {
            hardware = hardware == null && header != null
                    ? text.substring(at + HARDWARE.length()).strip()
                    : hardware;
        } else if (text.startsWith(WORKQUEUE, at)) {
            workqueue = workqueue == null && header != null
                    ? text.substring(at + WORKQUEUE.length()).strip()
                    : workqueue;
        } else if (CallTrace.isMarker(text)) {
            interrupt |= CallTrace.entersInterrupt(text);
            over |= text.contains("</TASK>");
        } else {
            frame(CallTrace.frame(text));
        }
    }

    private void frame(Frame frame) {
        if (frame == null || frames.size() == MAX_FRAMES) {
            return;
        }
        frames.add(frame);
        interrupt |= CallTrace.isSoftirqEntry(frame);
    }

    /** Whether the last frame is one that traces end with. */
    boolean endsAtBottom() {
        return over || hasFrames() && CallTrace.isBottom(frames.get(frames.size() - 1));
    }

    Origin origin(String task) {
        boolean known = header != null;
        boolean idle = task.startsWith("swapper") && (!known || header.pid() == 0);
        return new Origin(
                task,
                known ? (Integer) header.pid() : null,
                known ? header.cpu() : null,
                known ? header.kernel() : null,
                known ? header.tainted() : null,
                hardware,
                workqueue,
                frames,
                interrupt || idle);
    }
}
