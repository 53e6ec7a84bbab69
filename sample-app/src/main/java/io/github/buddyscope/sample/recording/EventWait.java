// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.EventStream;

/** Waits for an event in the repository that another JVM is writing, without disturbing that JVM. */
public final class EventWait {
    private EventWait() {}

    /**
     * Waits for one event that began at that instant or later, those already written included.
     *
     * @param repository the directory given as {@code -XX:FlightRecorderOptions:repository=}
     * @return 0 once there is one, 1 where the time ran out
     * @throws IOException where there is no repository to read
     */
    public static int await(Path repository, String event, Instant since, Duration limit, PrintStream out)
            throws IOException, InterruptedException {
        if (!Files.isDirectory(repository)) {
            throw new IOException("there is no repository " + repository);
        }
        CountDownLatch seen = new CountDownLatch(1);
        try (EventStream stream = EventStream.openRepository(repository)) {
            stream.setStartTime(Instant.EPOCH);
            stream.onEvent(event, found -> {
                if (!found.getStartTime().isBefore(since)) {
                    seen.countDown();
                }
            });
            stream.startAsync();
            if (seen.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
        }
        out.println("no " + event + " within " + limit.toSeconds() + " s");
        return 1;
    }
}
