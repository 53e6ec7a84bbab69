// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/** Shares of samples that are counted by one more than their largest free order. */
final class Shares {
    private Shares() {}

    static double below(long[] samples, int order) {
        long all = sum(samples);
        long below = 0;
        for (int i = 0; i <= Math.min(order, samples.length - 1); i++) {
            below += samples[i];
        }
        return all == 0 ? Double.NaN : (double) below / all;
    }

    static long sum(long[] samples) {
        long sum = 0;
        for (long count : samples) {
            sum += count;
        }
        return sum;
    }
}
