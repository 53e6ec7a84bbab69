// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The kernel's failures and Buddyscope's verdicts on them, out of a recording and in words. */
public final class VerdictReport {
    private static final String OURS = "buddyscope.";

    /** More of either are counted, not shown. */
    private static final int MOST_SHOWN = 20;

    private final List<RecordedEvent> verdicts = new ArrayList<>();
    private final List<RecordedEvent> failures = new ArrayList<>();
    private int verdictCount;
    private int failureCount;
    private int otherCount;
    private int earlierCount;
    private final Instant since;

    private VerdictReport(Instant since) {
        this.since = since;
    }

    /**
     * Prints them.
     *
     * @param since failures from before are counted, not shown
     * @return 0 where there was something to print, 1 where the recording holds neither failure nor verdict
     * @throws IOException where the file isn't a recording that can be read; the message says so
     */
    public static int print(Path recording, Instant since, PrintStream out) throws IOException {
        VerdictReport report = new VerdictReport(since);
        report.read(recording);
        return report.print(out);
    }

    private void read(Path recording) throws IOException {
        if (!Files.isReadable(recording) || Files.isDirectory(recording)) {
            throw new IOException("there is no readable file " + recording);
        }
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                take(file.readEvent());
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(recording + " can't be read as a flight recording: " + e.getMessage(), e);
        }
    }

    private void take(RecordedEvent event) {
        String name = event.getEventType().getName();
        if (name.startsWith(OURS) && earlier(event)) {
            earlierCount += name.equals(OURS + "KernelFailure") ? 1 : 0;
        } else if (name.equals(OURS + "Verdict")) {
            if (verdictCount++ < MOST_SHOWN) {
                verdicts.add(event);
            }
        } else if (name.equals(OURS + "KernelFailure")) {
            if (failureCount++ < MOST_SHOWN) {
                failures.add(event);
            }
        } else if (name.startsWith(OURS)) {
            otherCount++;
        }
    }

    private boolean earlier(RecordedEvent event) {
        return event.hasField("kernelTime") && event.getInstant("kernelTime").isBefore(since);
    }

    private int print(PrintStream out) {
        if (verdictCount + failureCount == 0) {
            out.println(
                    otherCount == 0
                            ? "This recording holds no Buddyscope event: the agent was not in that JVM."
                            : "The agent was there (" + otherCount
                                    + " events), and saw no failure in the kernel's log.");
            return 1;
        }
        out.println("Failures in the kernel's log: " + failureCount);
        failures.forEach(failure -> out.println("  " + FailureLine.of(new EventFields(failure))));
        unshown(failureCount - failures.size(), out);
        if (earlierCount > 0) {
            out.println("  not shown: " + earlierCount + " that the log already held");
        }
        out.println();
        out.println("Verdicts: " + verdictCount);
        for (RecordedEvent verdict : verdicts) {
            out.println();
            out.print(VerdictText.of(new EventFields(verdict)));
        }
        unshown(verdictCount - verdicts.size(), out);
        return 0;
    }

    private static void unshown(int count, PrintStream out) {
        if (count > 0) {
            out.println("  and " + count + " more");
        }
    }
}
