// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a kind of failure leaves out, there is an answer, and it can be printed. */
class EveryKindTest {
    private static final List<FailureDetail> NOTHING_IN_THEM = List.of(
            new FailureDetail.Stall(Long.MIN_VALUE),
            new FailureDetail.Vmalloc(null, null, null),
            new FailureDetail.Slab(null, null, null, null, null, null, List.of()),
            new FailureDetail.OomKill(null, null, null, null, null, null, null, null, null, false, false, 0),
            new FailureDetail.Cma(null, -1, 0),
            new FailureDetail.Swiotlb(null, null, null, null));

    @ParameterizedTest
    @EnumSource
    void isAnsweredWhateverItLeavesOut(FailureKind kind) {
        List<Request> requests = new ArrayList<>();
        requests.add(null);
        for (Integer order : new Integer[] {null, -1, 0, 5, 64, Integer.MIN_VALUE}) {
            requests.add(new Request(order, 0xd0, List.of(), null, null, null));
            requests.add(new Request(order, 0xcc4, List.of("GFP_KERNEL", "GFP_DMA32"), "0-", "a", ","));
        }
        List<FailureDetail> details = new ArrayList<>(NOTHING_IN_THEM);
        details.add(null);
        for (Request request : requests) {
            for (FailureDetail detail : details) {
                for (Reports like :
                        List.of(Reports.seed(), Reports.kernel(null).task("").header(""))) {
                    check(like.of(kind, request, detail));
                }
            }
        }
    }

    private static void check(FailureReport report) {
        Diagnosis diagnosis = Diagnostician.diagnose(report);
        assertThat(diagnosis.summary()).isNotBlank().doesNotContain("null");
        String text = new DiagnosisText(Palette.PLAIN).of(report, diagnosis);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Layout.WIDTH));
        assertThat(text).doesNotContain("null");
        assertThat(DiagnosisJson.of(null, report, diagnosis)).startsWith("{").endsWith("}");
    }
}
