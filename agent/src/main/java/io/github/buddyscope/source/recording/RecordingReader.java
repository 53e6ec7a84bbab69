// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads a recording's events one after the other. */
public final class RecordingReader {
    private static final String OURS = "buddyscope.";
    private static final byte[] MAGIC = {'F', 'L', 'R', 0};
    private static final int LONGEST_REASON = 200;

    private final RecordingBuilder to = new RecordingBuilder();
    private long read;
    private long odd;
    private long ours;

    private RecordingReader() {}

    /**
     * What it tells, as far as it can be read: of one that is cut short or damaged, what stands before that, with a note.
     *
     * @throws IOException where nothing can be read; the message says why, in words for the user
     */
    public static Recording read(Path file) throws IOException {
        checkMagic(file);
        long whole = Chunks.whole(file);
        if (whole == 0 || whole == Files.size(file)) {
            return new RecordingReader().readAll(file, file);
        }
        // the JDK reads ahead, and would lose the last event before the damage
        Path readable = Files.createTempFile("buddyscope-report", ".jfr");
        try {
            Chunks.copy(file, whole, readable);
            RecordingReader reader = new RecordingReader();
            reader.to.note(
                    "The recording is cut short: its last part is incomplete and can't be read. What happened after the time shown is"
                            + " not in this report.");
            return reader.readAll(readable, file);
        } finally {
            Files.delete(readable);
        }
    }

    private static void checkMagic(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        byte[] begin;
        try (InputStream in = Files.newInputStream(file)) {
            begin = in.readNBytes(MAGIC.length);
        }
        if (begin.length == 0) {
            throw new IOException("it is empty: was the recording still going on, or not dumped?");
        }
        if (!Arrays.equals(begin, MAGIC)) {
            throw new IOException(
                    (begin.length > 1 && begin[0] == 0x1f && begin[1] == (byte) 0x8b)
                            ? "it is gzipped; unpack it first: gunzip -k FILE"
                            : "it is no flight recording (those begin with FLR)");
        }
    }

    private Recording readAll(Path file, Path named) throws IOException {
        String broken = null;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                take(events.readEvent());
                read++;
            }
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError damaged) {
            broken = reason(damaged);
        }
        if (broken != null && read == 0) {
            throw new IOException(
                    "it is cut short or damaged, and no event can be read (" + broken
                            + "); a recording that was not ended has its last part in the JVM's repository: jfr assemble puts it together");
        }
        if (broken != null) {
            to.note("The recording is cut short or damaged: " + read + " events could be read, then it broke off ("
                    + broken + "). What came after is not in this report.");
        }
        if (ours == 0) {
            to.note(
                    "The recording has none of Buddyscope's events: was the agent loaded in that JVM, and are its events enabled?"
                            + " (-javaagent:buddyscope.jar, or: java -jar buddyscope.jar attach PID)");
        }
        if (odd > 0) {
            to.note(odd + " events could not be understood and are left out.");
        }
        return to.build(SafeText.line(String.valueOf(named.getFileName()), LONGEST_REASON));
    }

    private static String reason(Throwable damaged) {
        String message = damaged.getMessage();
        return message == null ? damaged.getClass().getSimpleName() : SafeText.line(message, LONGEST_REASON);
    }

    private void take(RecordedEvent event) {
        try {
            dispatch(event, event.getEventType().getName());
        } catch (
                RuntimeException foreign) { // an event of that name, but not as any release of ours or the JDK's has it
            odd++;
        }
    }

    private void dispatch(RecordedEvent event, String name) {
        if (name.startsWith(OURS)) {
            to.written(Fields.written(event));
            to.counted(name);
            ours++;
        }
        switch (name) {
            case "buddyscope.ZoneSample" -> to.add(HostRows.zone(event));
            case "buddyscope.HostPressure" -> to.add(HostRows.pressure(event));
            case "buddyscope.KernelFailure" -> to.add(KernelRows.logged(event));
            case "buddyscope.AllocationFailure" -> to.add(KernelRows.attempt(event));
            case "buddyscope.AllocationStall" -> to.add(KernelRows.stall(event));
            case "buddyscope.Verdict" -> to.add(KernelRows.verdict(event));
            case "buddyscope.Association" -> to.add(KernelRows.association(event));
            case "buddyscope.DirectActivity" -> to.add(JvmRows.direct(event));
            case "buddyscope.DirectAllocation" -> to.site(Sites.of(event), Fields.number(event, "bytes"));
            case "buddyscope.AgentHealth" -> to.add(JvmRows.health(event));
            case "jdk.GCPhasePause" -> {
                to.written(Fields.written(event));
                to.add(JvmRows.pause(event));
            }
            case "jdk.GarbageCollection" -> JvmRows.collection(event, to);
            case "jdk.GCHeapSummary" -> {
                to.written(Fields.written(event));
                JvmRows.heap(event, to);
            }
            case "jdk.JVMInformation" -> to.facts(JvmRows.jvm(event, to.facts()));
            case "jdk.OSInformation" -> to.facts(JvmRows.system(event, to.facts()));
            case "jdk.GCConfiguration" -> to.facts(JvmRows.collectors(event, to.facts()));
            default -> {
                // not for this report
            }
        }
    }
}
