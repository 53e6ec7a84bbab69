// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.parse.kernel.header.Suppression.Limiter;
import io.github.buddyscope.text.LiteralSearch;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    @Test
    void hasNoLiteralThatAnotherOneMakesNeedless() {
        for (String literal : Anchors.literals()) {
            assertThat(literal).isASCII().hasSizeGreaterThanOrEqualTo(LiteralSearch.SHORTEST);
            assertThat(Anchors.literals()).filteredOn(literal::contains).containsExactly(literal);
        }
    }

    @Test
    void hasEveryFunctionThatReportsAreSuppressedFor() {
        for (Limiter limiter : Limiter.values()) {
            for (String function : limiter.functions()) {
                assertThat(Anchors.in("[    1.000000] " + function + ": 3 callbacks suppressed"))
                        .as(function)
                        .isTrue();
            }
        }
        assertThat(Anchors.in("[    1.000000] net_ratelimit: 3 callbacks suppressed"))
                .isFalse();
    }

    @Test
    void findsALiteralBehindAnyPrefix() {
        assertThat(Anchors.in("[    1.000000] java: page allocation failure: order:1, mode:0x20"))
                .isTrue();
        assertThat(Anchors.in("Apr 14 07:32:42 h kernel: warn_alloc: 3 callbacks suppressed"))
                .isTrue();
        assertThat(Anchors.in("usb 1-1: new device")).isFalse();
        assertThat(Anchors.in("")).isFalse();
    }
}
