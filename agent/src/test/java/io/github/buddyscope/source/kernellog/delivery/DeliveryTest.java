// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Flooded sink = new Flooded();
    private final Delivery delivery = new Delivery(sink);

    /** Has more than it reads until it's told that there is nothing more. */
    private static final class Flooded extends RecordingSink {
        private boolean floods;
        private long settleNanos;

        @Override
        public void line(KernelLine line) {
            super.line(line);
            floods = true;
        }

        @Override
        public boolean floods() {
            return floods;
        }

        @Override
        public long settleNanos() {
            return settleNanos;
        }

        @Override
        public void settle() {
            calls.add("settle");
            floods = false;
        }
    }

    private void line(String text) {
        delivery.line(new KernelLine(1, text, 1L, null, null, new KernelLine.Arrival(System.nanoTime(), true)));
    }

    @Test
    void hasWhatCameOfAFloodsEndSettledWithIt() {
        line("one of a flood");
        assertThat(delivery.floods()).isTrue();

        delivery.nothingMore();

        assertThat(sink.calls).containsExactly("one of a flood", "settle", "settle", "idle");
        assertThat(delivery.floods()).isFalse();
        assertThat(delivery.restMillis()).isZero();
    }

    @Test
    void waitsWithThatAsLongAsItIsAskedTo() {
        line("one of a flood");
        delivery.settle();
        sink.settleNanos = Long.MAX_VALUE - 1;
        line("the flood's last");
        delivery.settle();

        assertThat(sink.calls).containsExactly("one of a flood", "settle", "settle", "the flood's last");
        assertThat(delivery.untilSettling()).isPositive();
        assertThat(delivery.floods()).isTrue();
    }
}
