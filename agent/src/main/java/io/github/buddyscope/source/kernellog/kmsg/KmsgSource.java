// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.delivery.Delivery;
import io.github.buddyscope.source.kernellog.delivery.ReadingSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The kernel log from {@code /dev/kmsg}: first what the ring holds, as history, then what comes. See {@link RingReplay}
 * for the rule that tells the two apart.
 *
 * <p>Two daemon threads: {@code buddyscope-kmsg} sits in the read, {@code buddyscope-lines} hands on what it queued. So a
 * slow sink delays the reading by a queue's length before it can cost records, and a quiet log can be told from one that
 * isn't read. A device that refuses to open is tried again every half minute, since the remedy may come while the
 * service runs.
 */
public final class KmsgSource extends ReadingSource implements Runnable {
    public static final Path DEVICE = Path.of("/dev/kmsg");
    public static final String NAME = "kmsg";

    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REOPEN_MILLIS = 30_000;

    private final KernelClock clock;
    private final ArrivedQueue queue = new ArrivedQueue();
    private final RingReplay replay = new RingReplay();
    private final KmsgReader reader;
    private final Backlog backlog;
    private final Thread reading;
    private final Object looking = new Object();
    private volatile long lastLook = System.nanoTime();
    private volatile boolean lookedAt;
    private SleepProbe.Sight seen; // last by this source's own thread
    private long pastNanos; // when the last was read of what was held and is being handed on; 0 for none

    /** @param device {@link #DEVICE} */
    public KmsgSource(Path device, KernelClock clock) {
        this(new Device(device), REOPEN_MILLIS, clock);
    }

    private KmsgSource(Device device, long reopenMillis, KernelClock clock) {
        this(device, device, reopenMillis, clock);
    }

    KmsgSource(
            RecordReader.Opener opener,
            Function<IOException, SourceState> refusal,
            long reopenMillis,
            KernelClock clock) {
        this.clock = clock;
        reader = new KmsgReader(NAME, opener, refusal, reopenMillis, queue);
        backlog = reader.backlog();
        reading = thread(reader, "buddyscope-kmsg");
        thread(this, "buddyscope-lines");
    }

    /** Whether the device can be opened, without reading any of it. */
    public static SourceState probe(Path device) {
        Device opener = new Device(device);
        try {
            opener.open().close();
            return SourceState.ok(NAME);
        } catch (IOException e) {
            return opener.apply(e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Hands on what was read, until it's closed. For the source's own thread. */
    @Override
    public void run() {
        clock.calibrate();
        try {
            while (!closing()) {
                Arrived arrived = past();
                if (arrived == null) {
                    arrived = queue.poll(untilNextLook());
                }
                if (arrived == null) {
                    quiet();
                } else if (!closing()) {
                    awaitHeap();
                    handOn(arrived);
                    rest();
                    if (!replay.caughtUp() && queue.isEmpty() && System.nanoTime() - lastLook > LOOK_NANOS) {
                        sight();
                    }
                }
            }
        } catch (InterruptedException e) {
            // nobody but a sink that meddles: its own thread, its own end
        }
    }

    /** The next of what was held, once it's to be told. All that comes later waits for it. */
    private Arrived past() {
        if (backlog.tells()) {
            awaitHeap();
        }
        Arrived arrived = backlog.poll();
        if (arrived != null && pastNanos == 0) {
            Arrived newest = backlog.newest();
            pastNanos = newest == null ? arrived.nanos() : newest.nanos();
            if (newest != null && !isLive(newest)) { // it says most of the clocks, by which the first are placed too
                clock.stamped(newest.record().micros(), KernelClock.UNKNOWN, pastNanos, false);
            }
        } else if (arrived == null && pastNanos != 0) {
            delivery().quietSince(pastNanos);
            pastNanos = 0;
            quiet(); // it may have been so for long: all there is to say of that is said at once
            quiet();
        }
        return arrived;
    }

    /** In a flood. What is known of the ring is told at once: the gap itself comes behind all that waits in the queue. */
    private void rest() throws InterruptedException {
        if (queue.overtaken()) {
            delivery().overtaken();
        }
        awaitClosing(delivery().restMillis());
    }

    private boolean isLive(Arrived arrived) {
        return replay.live(arrived, clock, reader.openedNanos());
    }

    private long untilNextLook() {
        return Math.min(patience(), Math.max(LEAST_WAIT_NANOS, delivery().untilSettling()));
    }

    /** How long to wait for a record: how lately the reader was seen asleep is how well what comes next can be dated. */
    private long patience() {
        if (!delivery().toldDrained()) {
            return backlog.holds() && seen != SleepProbe.Sight.UNKNOWN ? LOOK_NANOS : SETTLE_NANOS;
        }
        if (!clock.calibrates() && !lookedAt) {
            return WATCH_NANOS;
        }
        return delivery().toldQuiet() && replay.caughtUp() ? Long.MAX_VALUE : Delivery.QUIET_NANOS;
    }

    private void handOn(Arrived arrived) {
        try {
            handOnUnguarded(arrived);
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    private void handOnUnguarded(Arrived arrived) {
        if (arrived.lostBefore() > 0) {
            delivery().lost(arrived.lostBefore(), "overwritten in the kernel's ring before they were read");
        }
        KmsgRecord record = arrived.record();
        if (record == null) {
            return;
        }
        boolean live = isLive(arrived);
        clock.stamped(record.micros(), replay.notBefore(arrived.read()), arrived.nanos(), live);
        List<KernelLine> lines = record.lines(new KernelLine.Arrival(arrived.nanos(), live));
        for (int i = 0; i < lines.size(); i++) {
            delivery().line(lines.get(i));
        }
    }

    /** Nothing came for a while: because there is nothing, or because the reader has no processor to read it with. */
    private void quiet() {
        SleepProbe.Sight sight = sight();
        seen = sight;
        if (backlog.holds() && !replay.caughtUp()) {
            lookAtHeld();
        }
        boolean nothing = sight == SleepProbe.Sight.ASLEEP
                || sight == SleepProbe.Sight.UNKNOWN && reader.currentRead() != 0
                || reader.resting()
                || delivery().quietNanos() >= Delivery.QUIET_NANOS;
        if (!nothing || !queue.isEmpty()) {
            return;
        }
        if (delivery().quietNanos() < SETTLE_NANOS) {
            delivery().settle();
        } else {
            delivery().nothingMore();
        }
    }

    /** In a log so busy that the reader never sleeps what is held may be live. */
    private void lookAtHeld() {
        if (System.nanoTime() - reader.openedNanos() > 2 * SETTLE_NANOS) {
            Arrived newest = backlog.newest();
            if (newest != null && isLive(newest)) {
                tellPast();
            }
        }
    }

    @Override
    public void holdPast() {
        backlog.begin();
    }

    @Override
    public void tellPast() {
        if (backlog.end()) {
            queue.wake();
        }
    }

    @Override
    protected long linesHeld() {
        return backlog.lines();
    }

    /** How lately the reader was seen asleep bounds when the next record was stamped, unless the clocks tell that better. */
    @Override
    public boolean wantsLooks() {
        return !clock.calibrates() && replay.caughtUp() && !closing();
    }

    @Override
    public void look() {
        if (wantsLooks()) {
            lookedAt = true;
            sight();
        }
    }

    private SleepProbe.Sight sight() {
        synchronized (looking) {
            lastLook = System.nanoTime();
            long read = reader.currentRead();
            SleepProbe.Sight sight = reader.look();
            if (read != 0 && read == reader.currentRead()) {
                if (sight == SleepProbe.Sight.ASLEEP) {
                    replay.asleep(read, lastLook);
                } else if (sight == SleepProbe.Sight.UNKNOWN) {
                    replay.waiting(read);
                }
            }
            if (replay.caughtUp() && backlog.pastEnds(replay.firstLive())) {
                queue.wake();
            }
            return sight;
        }
    }

    @Override
    protected SourceState logState() {
        return reader.state();
    }

    @Override
    public KernelClock clock() {
        return clock;
    }

    @Override
    protected void endWaiting() {
        reader.close(reading);
        queue.wake();
    }
}
