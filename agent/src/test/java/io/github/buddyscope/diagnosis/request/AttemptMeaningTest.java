// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptMeaningTest {
    @ParameterizedTest
    @CsvSource({
        // a huge page's two attempts on 6.18, as traced
        "GFP_TRANSHUGE|__GFP_NORETRY|__GFP_THISNODE, FIRST_TRY",
        "GFP_TRANSHUGE, OPTIONAL",
        "GFP_TRANSHUGE_LIGHT, OPTIONAL",
        "GFP_TRANSHUGE_LIGHT|__GFP_THISNODE, FIRST_TRY",
        // the hugetlb pool
        "GFP_HIGHUSER_MOVABLE|__GFP_NOWARN|__GFP_RETRY_MAYFAIL|__GFP_COMP|__GFP_THISNODE, OPTIONAL",
        // SLUB's first and second try
        "GFP_KERNEL|__GFP_NOWARN|__GFP_NORETRY|__GFP_COMP, OPTIONAL",
        "GFP_KERNEL|__GFP_COMP, REPORTED",
        // network buffers
        "GFP_ATOMIC|__GFP_NOWARN|__GFP_COMP|__GFP_NORETRY, OPTIONAL",
        "GFP_ATOMIC|__GFP_COMP, REPORTED",
        "GFP_NOWAIT, OPTIONAL",
        "GFP_KERNEL_ACCOUNT|__GFP_ZERO, ACCOUNTED",
        "GFP_KERNEL|__GFP_COMP|__GFP_ZERO|__GFP_RETRY_MAYFAIL, REPORTED",
        "none, REPORTED",
        "0x12, REPORTED",
    })
    void tellsWhatAFailedAttemptMeans(String flags, AttemptMeaning meaning) {
        assertThat(AttemptMeaning.of(flags)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"FIRST_TRY, false", "OPTIONAL, false", "ACCOUNTED, true", "REPORTED, true"})
    void knowsWhatTheLogWouldTellOf(AttemptMeaning meaning, boolean printed) {
        assertThat(meaning.printed()).isEqualTo(printed);
    }
}
