// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What {@link java.util.Formatter} says, to the letter. */
class DecimalsTest {
    @Test
    void roundsHalfUpAsTheNumberIsWritten() {
        assertThat(Decimals.fixed(0.15, 1)).isEqualTo("0.2"); // its double is less than that
        assertThat(Decimals.fixed(1.005, 2)).isEqualTo("1.01"); // and so is this one's, times a hundred
        assertThat(Decimals.fixed(2.5, 0)).isEqualTo("3");
        assertThat(Decimals.fixed(9.95, 1)).isEqualTo("10.0");
        assertThat(Decimals.fixed(0.0499, 1)).isEqualTo("0.0");
    }

    @Test
    void keepsTheSignAndTheNoughts() {
        assertThat(Decimals.fixed(-1.25, 1)).isEqualTo("-1.3");
        assertThat(Decimals.fixed(-0.04, 1)).isEqualTo("-0.0");
        assertThat(Decimals.fixed(3.002, 3)).isEqualTo("3.002");
        assertThat(Decimals.fixed(12, 1)).isEqualTo("12.0");
    }

    @Test
    void saysWhatIsNoNumberAndWhatIsTooLarge() {
        assertSame(Double.NaN, 1);
        assertSame(Double.POSITIVE_INFINITY, 1);
        assertSame(Double.NEGATIVE_INFINITY, 0);
        assertSame(Double.MAX_VALUE, 3);
        assertSame(-1e20, 2);
        assertSame(Double.MIN_VALUE, 1);
        assertSame(-0.0, 1);
    }

    @Property(tries = 3_000, seed = "20261123")
    void ofCounts(@ForAll long count, @ForAll @IntRange(max = 62) int shift, @ForAll @IntRange(max = 3) int digits) {
        assertSame((count >> shift) / 1e9, digits);
        assertSame((count >> shift) / 60.0, digits);
        assertSame((count >> shift) * 4096 / (1024.0 * 1024), digits);
    }

    @Property(tries = 3_000, seed = "20261123")
    void inTheMiddleOfTwo(@ForAll long seed, @ForAll @IntRange(max = 3) int digits) {
        Random random = new Random(seed);
        double middle = (2 * (random.nextLong() >>> (20 + random.nextInt(43))) + 1) / (2 * Math.pow(10, digits));
        assertSame(middle, digits);
        assertSame(Math.nextDown(middle), digits);
        assertSame(Math.nextUp(-middle), digits);
    }

    @Property(tries = 3_000, seed = "20261123")
    void ofAnyBits(@ForAll long bits, @ForAll @IntRange(max = 3) int digits) {
        assertSame(Double.longBitsToDouble(bits), digits);
        assertSame(new Random(bits).nextGaussian() * 1_000, digits);
    }

    private static void assertSame(double value, int digits) {
        assertThat(Decimals.fixed(value, digits))
                .as("%s to %s digits", value, digits)
                .isEqualTo(String.format(Locale.ROOT, "%." + digits + "f", value));
    }
}
