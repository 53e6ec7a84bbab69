// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.util.Arrays;

/** The last values of one thing and when they were, {@value #MOST} at most. For one thread. */
public final class Trail {
    static final int MOST = 2_048;

    /** Which of several values stands for a stretch of time. */
    public enum Worst {
        LOWEST,
        HIGHEST
    }

    private final long[] nanos = new long[MOST];
    private final float[] values = new float[MOST];
    private int count;

    /**
     * @param at not before the last one's
     * @param value NaN for none
     */
    public void add(long at, double value) {
        int index = count % MOST;
        nanos[index] = at;
        values[index] = (float) value;
        count = count + 1 == 2 * MOST ? MOST : count + 1;
    }

    /**
     * The worst value of each stretch up to the one that holds {@code now}, oldest first; NaN where there was none. Stretches
     * begin at multiples of their length, so that a value stays in its own until it leaves the picture.
     */
    public double[] stretches(long now, long length, int stretches, Worst worst) {
        double[] result = new double[stretches];
        Arrays.fill(result, Double.NaN);
        long last = Math.floorDiv(now, length);
        int kept = Math.min(count, MOST);
        for (int i = 1; i <= kept; i++) {
            int index = (count - i) % MOST;
            long back = last - Math.floorDiv(nanos[index], length);
            if (back >= stretches) {
                break;
            }
            if (back >= 0 && !Float.isNaN(values[index])) {
                int at = (int) (stretches - 1 - back);
                double value = values[index];
                boolean worse =
                        Double.isNaN(result[at]) || (worst == Worst.LOWEST ? value < result[at] : value > result[at]);
                result[at] = worse ? value : result[at];
            }
        }
        return result;
    }

    /** The highest value there is; NaN where there is none. */
    double highest() {
        double highest = Double.NaN;
        for (int i = 0; i < Math.min(count, MOST); i++) {
            highest = Double.isNaN(highest) || values[i] > highest ? values[i] : highest;
        }
        return highest;
    }
}
