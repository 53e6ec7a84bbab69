// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.cli.explain.FailureFilter.Answer;
import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Request;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureFilterTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2025, 4, 14, 12, 30);

    private static FailureReport report(FailureKind kind, Integer order, LocalDateTime time) {
        FailureReport like = Reports.kernel("5.10.1").build();
        Request request = new Request(order, 0, List.of(), null, null, null);
        KernelLine header = new KernelLine(1, "", 5L, time, null, null);
        return new FailureReport(kind, header, request, like.origin(), like.memory(), null, 0, 1, 0, "");
    }

    private static Answer order(String orders, Integer order) throws WrongUsage {
        return FailureFilter.ALL.orders(orders).takes(report(FailureKind.PAGE_ALLOC_FAILURE, order, null));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, YES",
        "5, 4, NO",
        "3+, 3, YES",
        "3+, 10, YES",
        "3+, 2, NO",
        "2-4, 4, YES",
        "2-4, 5, NO",
        "5, , NO"
    })
    void takesTheOrdersAskedFor(String orders, Integer order, Answer answer) throws WrongUsage {
        assertThat(order(orders, order)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "5-", "4-2", "+", "5++", "1-2-3", "9999", "5,6"})
    void saysWhatOrdersMayLookLike(String orders) {
        assertThatThrownBy(() -> FailureFilter.ALL.orders(orders))
                .isInstanceOf(WrongUsage.class)
                .hasMessageStartingWith("--order takes an order like 5, 3+ or 2-4");
    }

    @ParameterizedTest
    @CsvSource({
        "OOM_KILL, OOM_KILL, YES",
        "oom, OOM_KILL, YES",
        "oom-kill, OOM_KILL, YES",
        "oom, PAGE_ALLOC_FAILURE, NO",
        "'slab,page_alloc_failure', PAGE_ALLOC_FAILURE, YES",
        "vmap, VMAP_FAILURE, YES",
        "cma, CMA_FAILURE, YES",
        "swiotlb, SWIOTLB_FULL, YES"
    })
    void takesTheKindsAskedFor(String kinds, FailureKind kind, Answer answer) throws WrongUsage {
        assertThat(FailureFilter.ALL.kinds(kinds).takes(report(kind, 0, null))).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vm", "page_alloc", "oom,", "oomkill", "\u001b"})
    void namesTheKindsThereAre(String kinds) {
        assertThatThrownBy(() -> FailureFilter.ALL.kinds(kinds))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("OOM_KILL, CMA_FAILURE, SWIOTLB_FULL")
                .message()
                .doesNotContain("\u001b");
    }

    private static Answer since(LocalDateTime since, LocalDateTime time) {
        return FailureFilter.ALL.since(since, NOW).takes(report(FailureKind.OOM_KILL, 0, time));
    }

    @Test
    void leavesOutWhatWasBefore() {
        LocalDateTime since = LocalDateTime.of(2025, 4, 14, 12, 0);
        assertThat(since(since, since)).isEqualTo(Answer.YES);
        assertThat(since(since, since.minusNanos(1))).isEqualTo(Answer.TOO_EARLY);
    }

    @Test
    void aDateWithoutAYearIsTheLastSuchDate() {
        LocalDateTime march = LocalDateTime.of(2025, 3, 1, 0, 0);
        assertThat(since(march, LocalDateTime.of(0, 4, 14, 7, 0))).isEqualTo(Answer.YES);
        assertThat(since(march, LocalDateTime.of(0, 2, 28, 7, 0))).isEqualTo(Answer.TOO_EARLY);
        assertThat(since(march, LocalDateTime.of(0, 12, 31, 7, 0))).isEqualTo(Answer.TOO_EARLY);
        assertThat(since(LocalDateTime.of(2024, 12, 1, 0, 0), LocalDateTime.of(0, 12, 31, 7, 0)))
                .isEqualTo(Answer.YES);
    }

    @Test
    void theLeapDayIsADateInEveryYear() {
        assertThat(since(LocalDateTime.of(2025, 2, 1, 0, 0), LocalDateTime.of(0, 2, 29, 7, 0)))
                .isEqualTo(Answer.YES);
    }

    @Test
    void whatHasNoDateCannotBeCompared() {
        assertThat(since(NOW, null)).isEqualTo(Answer.NO_DATE);
    }
}
