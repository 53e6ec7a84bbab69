// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The kernel's ring while reports are logged at a rate of one's choice: it forgets its oldest records, fails once for a
 * reader that was overtaken, and lets a reader wait in a read of the kernel's that has read all. It costs what making the
 * bytes of a record costs.
 */
final class FloodedRing implements RecordReader.Opener {
    private static final int RECORDS = 10_000; // a ring of 1 MiB holds about as many

    private final byte[][] heads;
    private final byte[][] texts;
    private long logged; // records, but for those since the flood began
    private long floodNanos; // when it began; 0 where there is none
    private double aNano; // records
    private long most;
    private long next;
    private final Pipe more; // a byte for every change of what is logged

    /** @param records of one report, as {@code /dev/kmsg} gives them */
    FloodedRing(List<String> records) throws IOException {
        more = Pipe.open();
        more.sink().configureBlocking(false); // where it's full, nobody waits
        heads = new byte[records.size()][];
        texts = new byte[records.size()][];
        for (int i = 0; i < heads.length; i++) {
            String record = records.get(i);
            heads[i] = record.substring(0, record.indexOf(',') + 1).getBytes(StandardCharsets.ISO_8859_1);
            texts[i] = record.substring(record.indexOf(';')).concat("\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** From now on reports are logged at that many records a second, until that many in all have been. */
    synchronized void flood(double recordsASecond, long mostReports) throws IOException {
        logged = logged();
        aNano = recordsASecond / 1e9;
        most = mostReports * heads.length;
        floodNanos = System.nanoTime();
        changed();
    }

    /** Logs nothing more for now, and what was begun to its end. */
    synchronized void ebb() throws IOException {
        long now = logged();
        logged = (now + heads.length - 1) / heads.length * heads.length;
        floodNanos = 0;
        changed();
    }

    private void changed() throws IOException {
        more.sink().write(ByteBuffer.allocate(1));
    }

    /** Records logged so far. */
    synchronized long logged() {
        return floodNanos == 0
                ? logged
                : Math.max(logged, Math.min(most, logged + (long) ((System.nanoTime() - floodNanos) * aNano)));
    }

    @Override
    public RecordReader open() {
        return new Reading();
    }

    private final class Reading implements RecordReader {
        private final ByteBuffer changes = ByteBuffer.allocateDirect(KmsgReader.BUFFER_BYTES);

        @Override
        public int read(ByteBuffer into) throws IOException {
            int length = recordIfThere(into);
            while (length == 0) {
                if (goesOn()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                } else {
                    more.source().read(changes.clear());
                }
                length = recordIfThere(into);
            }
            return length;
        }

        private boolean goesOn() {
            synchronized (FloodedRing.this) {
                return floodNanos != 0 && logged() < most;
            }
        }

        private int recordIfThere(ByteBuffer into) throws IOException {
            synchronized (FloodedRing.this) {
                long head = logged();
                if (next < head - RECORDS) {
                    next = head - RECORDS;
                    throw new IOException(Overrun.words());
                }
                return next < head ? record(into, next++) : 0;
            }
        }

        private int record(ByteBuffer into, long sequence) {
            int i = (int) (sequence % heads.length);
            int from = into.position();
            into.put(heads[i]);
            number(into, sequence);
            into.put((byte) ',');
            number(into, System.nanoTime() / 1_000);
            into.put((byte) ',').put((byte) '-');
            into.put(texts[i]);
            return into.position() - from;
        }

        private void number(ByteBuffer into, long number) {
            long unit = 1;
            while (number / unit >= 10) {
                unit *= 10;
            }
            for (; unit > 0; unit /= 10) {
                into.put((byte) ('0' + number / unit % 10));
            }
        }

        @Override
        public void close() throws IOException {
            more.source().close();
        }
    }
}
