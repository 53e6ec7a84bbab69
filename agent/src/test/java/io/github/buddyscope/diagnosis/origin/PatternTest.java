// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
    @ParameterizedTest
    @CsvSource({
        "i40e_*, i40e_open, true",
        "i40e_*, i40e_, true",
        "i40e_*, i40evf_open, false",
        "*alloc_rx*, e1000_alloc_rx_buffers, true",
        "*_poll, netvsc_poll, true",
        "*_poll, netvsc_poller, false",
        "copy_process, copy_process, true",
        "copy_process, copy_process_x, false",
        "a*b*c, a1b2b3c, true",
        "a*b*c, a1b2b3, false",
    })
    void aStarStandsForAnything(String pattern, String name, boolean matches) {
        assertThat(Pattern.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void aHostileNameTakesNoTimeWorthMentioning() {
        String name = "a".repeat(20_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThat(Pattern.matches("*a*a*a*a*a*b", name)).isFalse());
    }
}
