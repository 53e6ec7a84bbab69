// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * How many reservations there were of each power of two, and of how many bytes. Exact, and adding is one atomic addition
 * that allocates nothing: more would be felt beside the allocation of a large buffer, which leaves no line of ours in the
 * processor's nearest cache.
 *
 * <p>So count and bytes share a word, the count above. Of sizes up to 2^s the word has {@code 32 + s / 2} bits for bytes:
 * when the count has half filled the rest, which shows as the sign, bytes fill half of theirs at most, and the word is moved
 * to where there is room. Threads have words of their own by their ids, as far as there are processors to run them.
 */
final class SizeHistogram {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MOST_STRIPES = 32;

    private final long[] words;
    private final int lastStripe;
    private final long[] counts = new long[Long.SIZE];
    private final long[] bytes = new long[Long.SIZE];

    SizeHistogram() {
        int processors = Runtime.getRuntime().availableProcessors();
        int stripes = Math.min(Integer.highestOneBit(2 * processors - 1), MOST_STRIPES);
        words = new long[stripes * Long.SIZE];
        lastStripe = stripes - 1;
        linkAll();
    }

    /** A handle is linked at its first use, which must not be a service's thread's, perhaps at the end of its stack. */
    private void linkAll() {
        add(1);
        gather();
        Arrays.fill(counts, 0);
        Arrays.fill(bytes, 0);
    }

    /** What the word was before: another one each time until it is moved, so that it can serve as a seed. */
    long add(long size) {
        int slot = slot(size);
        // a class that overrides it can at worst choose the word
        int stripe = (int) Thread.currentThread().getId() & lastStripe;
        int index = stripe * Long.SIZE + slot;
        long before = (long) ELEMENT.getAndAdd(words, index, (1L << bitsOfBytes(slot)) + size);
        if (before < 0) {
            move(index);
        }
        return before;
    }

    /** The least i with size up to 2^i. */
    static int slot(long size) {
        return size <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    }

    private static int bitsOfBytes(int slot) {
        return Math.min(Long.SIZE + 1 + slot >> 1, Long.SIZE - 1);
    }

    private void move(int index) {
        long word = (long) ELEMENT.getAndSet(words, index, 0L);
        int slot = index % Long.SIZE;
        int bits = bitsOfBytes(slot);
        long ofCount = word >>> bits;
        long ofBytes = word & (1L << bits) - 1;
        ELEMENT.getAndAdd(counts, slot, ofCount);
        ELEMENT.getAndAdd(bytes, slot, ofBytes);
    }

    private void gather() {
        for (int i = 0; i < words.length; i++) {
            if (words[i] != 0) { // looked at plainly: through a handle the interpreter takes many times as long
                move(i);
            }
        }
    }

    long[] counts() {
        gather();
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = (long) ELEMENT.getVolatile(counts, i);
        }
        return now;
    }

    long total() {
        return sum(counts);
    }

    long bytes() {
        return sum(bytes);
    }

    private long sum(long[] of) {
        gather();
        long sum = 0;
        for (int i = 0; i < of.length; i++) {
            sum += of[i] == 0 ? 0 : (long) ELEMENT.getVolatile(of, i);
        }
        return sum;
    }
}
