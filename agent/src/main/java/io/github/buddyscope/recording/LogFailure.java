// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * A failure that the kernel's log told of.
 *
 * @param micros when it happened, by the kernel's clock
 * @param errorNanos how far that may be off, either way
 * @param match how sure it is that the task is this JVM's, as the event has it; null in recordings of older agents
 * @param live false for what the log already held when the agent opened it
 * @param suppressed reports that the kernel says it swallowed before this one
 * @param text the report as printed; null where it isn't kept
 */
public record LogFailure(
        long micros,
        long errorNanos,
        String kind,
        int order,
        long bytes,
        String cause,
        String task,
        long taskId,
        boolean inThisJvm,
        String match,
        String javaThread,
        String origin,
        String gfpFlags,
        boolean live,
        int suppressed,
        String source,
        String text) {
    /** Whether its task is this JVM's, in words. */
    public String ours() {
        return switch (match == null ? "" : match) {
            case "CERTAIN" -> "yes";
            case "LIKELY" -> "likely";
            case "POSSIBLE" -> "perhaps";
            case "UNLIKELY" -> "hardly";
            case "NO" -> "no";
            case "INTERRUPTED" -> "no, interrupted";
            default -> inThisJvm ? "yes" : "not known";
        };
    }

    LogFailure withoutText() {
        return new LogFailure(
                micros,
                errorNanos,
                kind,
                order,
                bytes,
                cause,
                task,
                taskId,
                inThisJvm,
                match,
                javaThread,
                origin,
                gfpFlags,
                live,
                suppressed,
                source,
                null);
    }
}
