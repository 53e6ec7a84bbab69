// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The events of a running JVM's recording, dumped as a user would. */
final class Recorded {
    private static final List<String> INPUT =
            List.of("jdk.FileRead", "jdk.FileWrite", "jdk.SocketRead", "jdk.SocketWrite");

    private Recorded() {}

    /** Flags that record from the start without a word on stdout. */
    static String[] flags() {
        return new String[] {"-XX:StartFlightRecording", "-Xlog:disable", "-Xlog:all=warning:stderr"};
    }

    /** All events that the JVM with that id has recorded so far. */
    static List<RecordedEvent> all(Jdk jdk, long pid, Path directory) {
        try {
            Path file = Files.createTempFile(directory, "dump", ".jfr");
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rw-rw-rw-")); // the JVM's user may be another
            jcmd(jdk, pid, directory, "JFR.dump", "filename=" + file);
            return RecordingFile.readAllEvents(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events of that name that the JVM has recorded so far. */
    static List<RecordedEvent> events(Jdk jdk, ForkedJvm jvm, Path directory, String name) {
        return all(jdk, jvm.pid(), directory).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    /** Reads and writes of the agent's own threads that took that long. */
    static List<String> inputOfOurs(Jdk jdk, ForkedJvm jvm, Path directory, Duration least) {
        return all(jdk, jvm.pid(), directory).stream()
                .filter(event -> INPUT.contains(event.getEventType().getName()))
                .filter(event -> String.valueOf(event.getThread().getJavaName()).startsWith("buddyscope"))
                .filter(event -> event.getDuration().compareTo(least) >= 0)
                .map(RecordedEvent::toString)
                .toList();
    }

    /** What {@code jcmd PID COMMAND} prints. */
    static String jcmd(Jdk jdk, ForkedJvm jvm, Path directory, String... command) {
        return jcmd(jdk, jvm.pid(), directory, command);
    }

    private static String jcmd(Jdk jdk, long pid, Path directory, String... command) {
        List<String> line = new ArrayList<>(List.of(jdk.tool("jcmd"), Long.toString(pid)));
        line.addAll(List.of(command));
        Path out = directory.resolve("jcmd.out");
        try {
            Process jcmd = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(jcmd.exitValue()).as(Files.readString(out)).isZero();
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
