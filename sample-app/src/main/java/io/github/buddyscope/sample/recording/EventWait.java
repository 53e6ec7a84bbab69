// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/** Waits for an event in the repository that another JVM is writing, without disturbing that JVM. */
public final class EventWait {
    private static final String KERNEL_TIME = "kernelTime";

    private EventWait() {}

    /**
     * Waits for one event of what happened at that instant or later, those already written included.
     *
     * @param repository the directory given as {@code -XX:FlightRecorderOptions:repository=}
     * @param condition {@code FIELD=VALUE}, as the event is to have it; null for any event
     * @return 0 once there is one, 1 where the time ran out
     * @throws IOException where there is no repository to read
     */
    public static int await(
            Path repository, String event, String condition, Instant since, Duration limit, PrintStream out)
            throws IOException, InterruptedException {
        if (!Files.isDirectory(repository)) {
            throw new IOException("there is no repository " + repository);
        }
        CountDownLatch seen = new CountDownLatch(1);
        try (EventStream stream = EventStream.openRepository(repository)) {
            stream.setStartTime(Instant.EPOCH);
            stream.onEvent(event, found -> {
                if (!happened(found).isBefore(since) && meets(condition, found)) {
                    seen.countDown();
                }
            });
            stream.startAsync();
            if (seen.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
        }
        String wanted = condition == null ? event : event + " with " + condition;
        out.println("no " + wanted + " within " + limit.toSeconds() + " s");
        return 1;
    }

    private static boolean meets(String condition, RecordedEvent event) {
        if (condition == null) {
            return true;
        }
        int equals = condition.indexOf('=');
        String field = condition.substring(0, equals);
        return event.hasField(field) && Objects.toString(event.getValue(field)).equals(condition.substring(equals + 1));
    }

    /** An event on the kernel's doings is written after them, and carries their time. */
    private static Instant happened(RecordedEvent event) {
        Instant kernelTime = event.hasField(KERNEL_TIME) ? event.getInstant(KERNEL_TIME) : Instant.MIN;
        return kernelTime.isAfter(Instant.EPOCH) ? kernelTime : event.getStartTime();
    }
}
