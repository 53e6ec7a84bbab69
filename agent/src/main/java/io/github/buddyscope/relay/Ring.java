// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

/**
 * The last findings as lines ready to be sent, numbered from 0. Whoever reads has a number of his own and may come back for
 * what he missed, as long as it's there: so a slow reader costs nothing but what he himself loses. For several threads.
 */
final class Ring {
    /**
     * @param n number
     * @param seq number of the record in the kernel's log; for what was traced, n
     * @param forAll for everyone whose it isn't
     * @param own for those whose it is; null where it's nobody's
     */
    record Entry(long n, long seq, byte[] forAll, Own[] own) {
        byte[] lineFor(HostProcess reader) {
            for (int i = 0; reader != null && own != null && i < own.length; i++) {
                if (own[i].process.equals(reader)) {
                    return own[i].line;
                }
            }
            return forAll;
        }

        private int bytes() {
            int bytes = forAll.length;
            for (int i = 0; own != null && i < own.length; i++) {
                bytes += own[i].line.length;
            }
            return bytes;
        }
    }

    /** The line as its owner gets it. */
    record Own(HostProcess process, byte[] line) {}

    private static final int MOST_FORGOTTEN = 4_096;

    private final Entry[] entries;
    private final long mostBytes;
    private final long[] forgotten = new long[MOST_FORGOTTEN];
    private long first;
    private long next;
    private long bytes;

    Ring(int most, long mostBytes) {
        this.entries = new Entry[most];
        this.mostBytes = mostBytes;
    }

    /** The number that the next will have. */
    synchronized long next() {
        return next;
    }

    /** The oldest number that is still there. */
    synchronized long first() {
        return first;
    }

    /** Null where it isn't there any more, or not yet. */
    synchronized Entry get(long n) {
        return n < first || n >= next ? null : entries[(int) (n % entries.length)];
    }

    /** @param seq null for the number itself */
    synchronized void add(Long seq, byte[] forAll, Own[] own) {
        Entry entry = new Entry(next, seq == null ? next : seq, forAll, own);
        bytes += entry.bytes();
        while (first < next && (next - first == entries.length || bytes > mostBytes)) {
            forget();
        }
        entries[(int) (next % entries.length)] = entry;
        next++;
    }

    private void forget() {
        int at = (int) (first % entries.length);
        bytes -= entries[at].bytes();
        forgotten[(int) (first % MOST_FORGOTTEN)] = entries[at].seq;
        entries[at] = null;
        first++;
    }

    /** The number of the first with a higher sequence number, as if none had been forgotten that was added since. */
    synchronized long after(long seq) {
        long n = next;
        while (n > first && entries[(int) ((n - 1) % entries.length)].seq > seq) {
            n--;
        }
        long known = Math.max(0, first - MOST_FORGOTTEN);
        while (n <= first && n > known && forgotten[(int) ((n - 1) % MOST_FORGOTTEN)] > seq) {
            n--;
        }
        return n;
    }
}
