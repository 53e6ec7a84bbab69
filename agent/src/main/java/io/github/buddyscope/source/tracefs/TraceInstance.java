// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.parse.trace.TraceEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A tracefs instance of our own, from its making to its removal. Its pipe is open from the first moment to the last: that's
 * how others know that somebody lives here.
 */
final class TraceInstance {
    static final String PREFIX = "buddyscope-";

    private static final List<String> PRINTED = List.of("context-info", "overwrite", "markers");
    private static final List<String> NOT_PRINTED = List.of(
            "raw", "hex", "bin", "fields", "latency-format", "verbose", "annotate", "stacktrace", "userstacktrace");
    private static final int MOST_TWINS = 9;
    private static final int MOST_LISTINGS = 20;
    private static final long REMOVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_MILLIS = 5;

    private final Path directory;
    private final boolean own;
    private final FileChannel pipe;
    private final TraceMarker marker;
    private final Set<TraceEvent> enabled = Collections.synchronizedSet(EnumSet.noneOf(TraceEvent.class));
    private final List<String> missing = new ArrayList<>();

    private TraceInstance(Path directory, boolean own, FileChannel pipe) {
        this.directory = directory;
        this.own = own;
        this.pipe = pipe;
        this.marker = TraceMarker.of(directory.resolve("trace_marker"));
    }

    /**
     * Makes {@code buddyscope-PID}. Where a JVM in another pid namespace has the same id and lives, {@code
     * buddyscope-PID-2} and so on.
     */
    static TraceInstance make(Path instances, long pid) throws IOException {
        IOException last = null;
        for (int twin = 1; twin <= MOST_TWINS; twin++) {
            Path directory = instances.resolve(PREFIX + pid + (twin == 1 ? "" : "-" + twin));
            try {
                Files.createDirectory(directory);
                return opened(directory);
            } catch (FileAlreadyExistsException | NoSuchFileException taken) {
                last = taken;
            }
        }
        throw last;
    }

    private static TraceInstance opened(Path directory) throws IOException {
        try {
            return new TraceInstance(directory, true, pipe(directory));
        } catch (NoSuchFileException removed) {
            throw removed; // by somebody who took it for a left-over: the next name
        } catch (IOException e) {
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /** Takes one that somebody has made for us and will remove: its owner and its modes are as they are. */
    static TraceInstance readyMade(Path directory) throws IOException {
        TraceInstance instance = new TraceInstance(directory, false, pipe(directory));
        try {
            instance.set("tracing_on", "1");
            return instance;
        } catch (IOException e) {
            instance.closePipe();
            throw e;
        }
    }

    private static FileChannel pipe(Path directory) throws IOException {
        return FileChannel.open(directory.resolve("trace_pipe"), StandardOpenOption.READ);
    }

    /** As a new instance has them from the host's own, which somebody may have changed: the form of the lines. */
    void usualOptions() {
        for (String on : PRINTED) {
            option(on, "1");
        }
        for (String off : NOT_PRINTED) {
            option(off, "0");
        }
    }

    private void option(String name, String value) {
        try {
            set("options/" + name, value);
        } catch (IOException notOnThisKernel) {
            return;
        }
    }

    /** The clock of {@link System#nanoTime()}. Clears the buffer. */
    void useMonotonicClock() throws IOException {
        set("trace_clock", "mono");
    }

    /** @param kilobytes for each processor */
    void bufferSize(long kilobytes) throws IOException {
        set("buffer_size_kb", Long.toString(kilobytes));
    }

    /**
     * Lets through the failed allocations of more than one page alone. A filter that the kernel refuses leaves none at all,
     * so the event goes on only once the filter has been read back.
     */
    void enableFailures() {
        Path event = directoryOf(TraceEvent.PAGE_ALLOC);
        try {
            String filter = new EventFormat(ControlFile.read(event.resolve("format"))).failuresOnly();
            if (filter == null) {
                missing.add(TraceEvent.PAGE_ALLOC.printed() + " (its fields don't tell failures)");
                return;
            }
            ControlFile.write(event.resolve("filter"), filter);
            String inForce = ControlFile.read(event.resolve("filter")).strip();
            if (inForce.equals(filter)) {
                enable(TraceEvent.PAGE_ALLOC);
            } else {
                missing.add(TraceEvent.PAGE_ALLOC.printed() + " (the filter reads back as '" + inForce + "')");
            }
        } catch (IOException e) {
            missing.add(TraceEvent.PAGE_ALLOC.printed() + " (" + e.getMessage() + ")");
        }
    }

    /** An event that isn't on this kernel, or that is refused, is {@link #missing()}. */
    void enable(TraceEvent event) {
        try {
            ControlFile.write(directoryOf(event).resolve("enable"), "1");
            enabled.add(event);
        } catch (NoSuchFileException absent) {
            missing.add(event.printed());
        } catch (IOException e) {
            missing.add(event.printed() + " (" + e.getMessage() + ")");
        }
    }

    /** @return whether it could be */
    boolean disable(TraceEvent event) {
        try {
            ControlFile.write(directoryOf(event).resolve("enable"), "0");
            enabled.remove(event);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /**
     * Limits everything to the threads in {@code tasks}, a directory such as {@code /proc/self/task}, and to those that they
     * will start: {@code event-fork} adds the children of a thread that is in the list, so it's listed until no thread is
     * new.
     */
    void onlyThreads(Path tasks) throws IOException {
        set("options/event-fork", "1");
        Set<String> known = new HashSet<>();
        for (int i = 0; i < MOST_LISTINGS; i++) {
            StringBuilder added = new StringBuilder();
            try (var listing = Files.newDirectoryStream(tasks)) {
                for (Path task : listing) {
                    String tid = task.getFileName().toString();
                    if (known.add(tid)) {
                        added.append(tid).append(' ');
                    }
                }
            }
            if (added.isEmpty()) {
                return;
            }
            set("set_event_pid", added.toString());
        }
    }

    private void set(String file, String value) throws IOException {
        ControlFile.write(directory.resolve(file), value);
    }

    private Path directoryOf(TraceEvent event) {
        return directory.resolve("events").resolve(event.system()).resolve(event.printed());
    }

    Path directory() {
        return directory;
    }

    FileChannel pipe() {
        return pipe;
    }

    TraceMarker marker() {
        return marker;
    }

    boolean has(TraceEvent event) {
        return enabled.contains(event);
    }

    /** Events that aren't to be had here, each with the reason where there's one. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /**
     * Removes it, with everything that was set in it. The kernel refuses while somebody looks into it: then it's switched
     * off, and goes at the next start. One that was ready-made is switched off.
     *
     * @return whether it's gone
     */
    boolean remove() {
        closePipe();
        if (!own) {
            switchOff();
            return false;
        }
        long deadline = System.nanoTime() + REMOVAL_NANOS;
        do {
            try {
                Files.deleteIfExists(directory);
                return true;
            } catch (IOException busy) {
                sleep();
            }
        } while (System.nanoTime() - deadline < 0);
        switchOff();
        return false;
    }

    private void switchOff() {
        try {
            set("tracing_on", "0");
            set("events/enable", "0");
        } catch (IOException e) {
            return;
        }
    }

    /** Ends a read that waits. */
    void closePipe() {
        try (marker) {
            pipe.close();
        } catch (IOException e) {
            // nobody reads it any more, which is what matters
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
