// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A report's stack section while its lines come in: the header with CPU and task id, machine, workqueue and call trace. */
public final class StackDump {
    private static final int MAX_FRAMES = 256;
    private static final String HARDWARE = "Hardware name: ";
    private static final String WORKQUEUE = "Workqueue: ";
    private static final String[] ONCE_ONLY = {HARDWARE, WORKQUEUE, "Call Trace:", "Call trace:", "<TASK>"};

    private final List<Frame> frames = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private StackHeader header;
    private String hardware;
    private String workqueue;
    private boolean interrupt;
    private boolean over;
    private boolean lost;

    /** Whether the line has a form that stands in stack sections. */
    public static boolean isPart(String text) {
        return onceOnly(text) != null
                || CallTrace.isMarker(text)
                || CallTrace.isRaw(text)
                || CallTrace.frame(text) != null;
    }

    /** What a stack section has once, or null. */
    private static String onceOnly(String text) {
        int at = Scan.blanks(text, 0);
        for (String literal : ONCE_ONLY) {
            if (text.startsWith(literal, at)) {
                return literal;
            }
        }
        return null;
    }

    /** False where the trace is over, or has a line of the kind that a trace has once. */
    public boolean canHave(String text) {
        String literal = onceOnly(text);
        return !over && (literal == null || !seen.contains(literal));
    }

    /** Null before it came. */
    public StackHeader header() {
        return header;
    }

    /** Whether the frames were given up. */
    public boolean lost() {
        return lost;
    }

    /** Whether frames that come now may still be of this trace. */
    public boolean inProgress() {
        return header != null && !over;
    }

    /** Whether a frame was seen. */
    public boolean hasFrames() {
        return !frames.isEmpty();
    }

    /** Frames that came before the header were not of this report. */
    public void begin(StackHeader stackHeader) {
        header = stackHeader;
        frames.clear();
        seen.clear();
        interrupt = false;
        over = false;
    }

    /** Another stack begins, or the memory dump. */
    public void end() {
        over = true;
    }

    /** It can't be told whose frames came: none are given. */
    public void lose() {
        lost = true;
        frames.clear();
        workqueue = null;
        interrupt = false;
    }

    /** Takes the next line of this section. */
    public void add(String text) {
        if (lost) {
            return;
        }
        int at = Scan.blanks(text, 0);
        String literal = onceOnly(text);
        if (literal != null) {
            seen.add(literal);
        }
        if (header != null && HARDWARE.equals(literal)) {
            hardware = text.substring(at + HARDWARE.length()).strip();
        } else if (header != null && WORKQUEUE.equals(literal)) {
            workqueue = text.substring(at + WORKQUEUE.length()).strip();
        } else if (CallTrace.isMarker(text)) {
            interrupt |= CallTrace.entersInterrupt(text);
            over |= text.contains("</TASK>");
        } else {
            interrupt |= CallTrace.beginsInInterrupt(text);
            frame(CallTrace.frame(text));
        }
    }

    private void frame(Frame frame) {
        if (frame == null || frames.size() == MAX_FRAMES) {
            return;
        }
        frames.add(frame);
        interrupt |= CallTrace.isInterruptEntry(frame);
    }

    /** Whether the last frame is one that traces end with. */
    public boolean endsAtBottom() {
        return over || hasFrames() && CallTrace.isBottom(frames.get(frames.size() - 1));
    }

    /** @param task null where the report names none */
    public Origin origin(String task) {
        boolean known = header != null;
        boolean idle = task != null
                && task.startsWith("swapper")
                && (!known || header.pid() == 0)
                && !CallTrace.isBoot(frames);
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
