// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureHeaderTest {
    private static Request request(String text) {
        return FailureHeader.parse(text).request();
    }

    private static FailureHeader header(String task, Request request) {
        return new FailureHeader(FailureKind.PAGE_ALLOC_FAILURE, task, request, null);
    }

    @Test
    void readsTheFullStopOf2632() {
        assertThat(FailureHeader.parse("varnishd: page allocation failure. order:6, mode:0xd0 "))
                .isEqualTo(header("varnishd", new Request(6, 0xd0, List.of(), null, null, null)));
    }

    @Test
    void readsBitsAlone() {
        assertThat(FailureHeader.parse("kworker/u448:1: page allocation failure: order:5, mode:0x80d0"))
                .isEqualTo(header("kworker/u448:1", new Request(5, 0x80d0, List.of(), null, null, null)));
    }

    @Test
    void readsNamesAsPrinted() {
        assertThat(request("x: page allocation failure: order:5, mode:0x24040c0(GFP_KERNEL|__GFP_COMP|0x2000000)")
                        .flags())
                .containsExactly("GFP_KERNEL", "__GFP_COMP", "0x2000000");
        assertThat(request("x: page allocation failure: order:0, mode:0x0(), nodemask=(null)")
                        .flags())
                .isEmpty();
    }

    @Test
    void readsTheNodemask() {
        assertThat(request("x: page allocation failure: order:0, mode:0x0(), nodemask=(null)")
                        .nodemask())
                .isEqualTo("(null)");
        assertThat(request("x: page allocation failure: order:0, mode:0x0(), nodemask=0,2-3,cpuset=/,mems_allowed=0-3"))
                .isEqualTo(new Request(0, 0, List.of(), "0,2-3", "/", "0-3"));
    }

    @Test
    void findsTheAllowedNodesFromTheRightSinceACpusetsNameMayHoldCommas() {
        Request request = request("x: page allocation failure: order:0, mode:0x0(), nodemask=(null),"
                + "cpuset=a,mems_allowed=9,b,mems_allowed=0,2");
        assertThat(request.cpuset()).isEqualTo("a,mems_allowed=9,b");
        assertThat(request.memsAllowed()).isEqualTo("0,2");
    }

    @Test
    void takesATasksNameWithColonsAndBlanks() {
        assertThat(FailureHeader.parse("a: b [c]: d: page allocation failure: order:0, mode:0x0")
                        .task())
                .isEqualTo("a: b [c]: d");
    }

    @Test
    void readsAllSixtyFourBitsOfTheMode() {
        assertThat(request("x: page allocation failure: order:0, mode:0xffffffffffffffff")
                        .mode())
                .isEqualTo(-1L);
    }

    @Test
    void givesWhatACutHeaderStillSays() {
        String cut =
                "repro: page allocation failure: order:1, mode:0x10cc0(GFP_KERNEL|__GFP_NORETRY), nodemask=(null),cpuset=/,mems0";
        assertThat(request(cut))
                .isEqualTo(new Request(1, 0x10cc0, List.of("GFP_KERNEL", "__GFP_NORETRY"), "(null)", "/", null));
        assertThat(request("x: page allocation failure: order:1, mode:0x10cc0(GFP_KERNEL|__GFP_NOR")
                        .flags())
                .isEmpty();
        assertThat(request("x: page allocation failure: order:1, mode:0x1(A), nodemask=(nul")
                        .nodemask())
                .isNull();
        assertThat(request("x: page allocation failure: order:1, mode:0x1(A), nodemask=0,cpuset=/a,b")
                        .cpuset())
                .isNull();
        assertThat(request("x: page allocation failure: order:1, mode:0x1(A), nodemask=0,cpuset=/,mems_allowed=0-")
                        .memsAllowed())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "page allocation failure: order:5, mode:0x20",
                "x: page allocation failure",
                "x: page allocation failure: order:5",
                "x: page allocation failure: order:5, mode:",
                "x: page allocation failure: order:5, mode:0x",
                "x: page allocation failure: order:, mode:0x20",
                "x: page allocation failure: order:-1, mode:0x20",
                "x: page allocation failure: order:64, mode:0x20",
                "x: page allocation failure: order:99999999999999999999, mode:0x20",
                "x: page allocation failure: order:5, mode:0x11112222333344445",
                "x: page allocation failure: order:5, mode:0x20 was seen",
                "x: page allocation failure: order:5, mode:0x20\"",
                "x: page allocation failure order:5, mode:0x20",
                "x: page allocation failures: order:5, mode:0x20",
                "x: vmemmap alloc failure: order:9",
            })
    void takesNothingElseForAHeader(String text) {
        assertThat(FailureHeader.parse(text)).isNull();
    }

    @Test
    void joinsPiecesThatCameAsLinesOfTheirOwn() {
        String header = "x: page allocation failure: order:5, ";
        assertThat(WarnAllocHeader.endsBeforeMode(header)).isTrue();
        String withMode = WarnAllocHeader.joined(header, "mode:0x20(A), nodemask=(null)");
        assertThat(withMode).isEqualTo("x: page allocation failure: order:5, mode:0x20(A), nodemask=(null)");
        assertThat(WarnAllocHeader.joined(withMode, " ,cpuset=/,mems_allowed=0"))
                .isEqualTo(
                        "x: page allocation failure: order:5, mode:0x20(A), nodemask=(null),cpuset=/,mems_allowed=0");
        assertThat(WarnAllocHeader.joined(header, "something else")).isEqualTo(header);
    }
}
