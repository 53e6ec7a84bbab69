// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadingSourceTest {
    private final CountDownLatch returns = new CountDownLatch(1);
    private final AtomicInteger breaks = new AtomicInteger();
    private final Hanging source = new Hanging();

    /** Reads from a file system that doesn't answer, as NFS may: nothing ends the read but an answer. */
    private final class Hanging extends ReadingSource {
        final Thread reading = thread(this::read, "buddyscope-hanging");

        private void read() {
            if (breaks.getAndDecrement() > 0) {
                throw new OutOfMemoryError("a test's");
            }
            while (returns.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        protected SourceState logState() {
            return SourceState.ok("hanging");
        }

        @Override
        public LogClock clock() {
            return line -> null;
        }
    }

    @Test
    @Timeout(60)
    void closeReturnsThoughTheReadDoesNotAndTheThreadKeepsNoJvmAlive() {
        source.start(new RecordingSink());
        source.close();

        assertThat(source.reading.isAlive()).isTrue();
        assertThat(source.reading.isDaemon()).isTrue();
        returns.countDown();
        await().until(() -> !source.reading.isAlive());
    }

    @Test
    @Timeout(60)
    void goesOnReadingAfterItWasOutOfMemoryAndSaysSo() {
        breaks.set(2);
        source.start(new RecordingSink());

        await().until(() -> breaks.get() < 0);
        assertThat(source.reading.isAlive()).isTrue();
        assertThat(source.state().detail()).contains("2 times", "java.lang.OutOfMemoryError");
        returns.countDown();
        await().until(() -> !source.reading.isAlive());
    }

    @Test
    void startsOnce() {
        returns.countDown();
        source.start(new RecordingSink());

        assertThatThrownBy(() -> source.start(new RecordingSink())).isInstanceOf(IllegalStateException.class);
        source.close();
    }

    @Test
    void startsNothingOnceItIsClosed() {
        source.close();
        source.start(new RecordingSink());

        assertThat(source.reading.getState()).isEqualTo(Thread.State.NEW);
        assertThat(source.linesRead() + source.linesLost()).isZero();
    }
}
