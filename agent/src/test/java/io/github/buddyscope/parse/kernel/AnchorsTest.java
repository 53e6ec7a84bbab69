// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnchorsTest {
    @Test
    void hasNoLiteralThatAnotherOneMakesNeedless() {
        for (String literal : Anchors.literals()) {
            assertThat(literal).isASCII().hasSizeGreaterThanOrEqualTo(5);
            assertThat(Anchors.literals()).filteredOn(literal::contains).containsExactly(literal);
        }
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
