// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Origin;

/** Who asked, what that was read from, and whether it can do without, in words. */
final class AskerText {
    private AskerText() {}

    static String who(FailureReport report, Asker asker) {
        Origin origin = report.origin();
        StringBuilder text = new StringBuilder();
        String what = !asker.path().isEmpty() ? asker.path() : asker.origin();
        if (what != null) {
            text.append(what);
            if (!asker.evidence().isEmpty()) {
                text.append(" (read from ")
                        .append(String.join(", ", asker.evidence()))
                        .append(')');
            }
            text.append(asker.origin() != null && asker.confidence() == Confidence.LOW ? ", at a guess; " : "; ");
        }
        task(text, origin, asker);
        if (origin.kernel() != null) {
            text.append("; kernel ").append(origin.kernel());
        }
        return asker.usually().isEmpty() ? text.toString() : text + ". The trace doesn't tell more: " + asker.usually();
    }

    private static void task(StringBuilder text, Origin origin, Asker asker) {
        if (origin.task() == null || origin.task().isEmpty()) {
            text.append("the report doesn't tell whom it was for");
            return;
        }
        String task = origin.task() + (origin.pid() == null ? "" : " (pid " + origin.pid() + ")");
        switch (asker.actor()) {
            case INTERRUPT ->
                text.append("an interrupt on this CPU; ")
                        .append(task)
                        .append(" was merely running and is not the cause");
            case KERNEL_THREAD -> {
                text.append(origin.workqueue() == null ? "" : "work " + origin.workqueue() + " in ")
                        .append(origin.workqueue() == null ? "the kernel thread " : "the kernel worker ")
                        .append(task)
                        .append(", not a process of any user's");
            }
            case USER_TASK -> text.append("on behalf of the task ").append(task);
            case UNKNOWN -> text.append("while ").append(task).append(" was running, perhaps in an interrupt");
        }
    }

    /** What becomes of it; "" where the trace doesn't tell. */
    static String fallback(Fallback fallback) {
        String frame = fallback.frame() == null ? "" : " (" + fallback.frame() + ")";
        return switch (fallback.outcome()) {
            case RETRIES -> "the caller can do with less: " + fallback.words() + frame;
            case GIVES_UP -> "the caller gives up: " + fallback.words() + frame;
            case UNKNOWN -> "";
        };
    }
}
