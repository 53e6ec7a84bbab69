// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HugePageUseTest {
    private static final JvmHugePages PLAIN = new JvmHugePages(false, false, false, false, true);
    private static final JvmHugePages TRANSPARENT = new JvmHugePages(true, true, false, false, true);

    @Test
    void theFlagAsksWhereTheHostLeavesItToTheProgram() {
        HugePageUse use = HugePageUse.of(host("madvise", "defer+madvise", "never"), TRANSPARENT, 4096);
        assertThat(use.asks()).isTrue();
        assertThat(use.order()).isEqualTo(9);
        assertThat(use.sentence())
                .startsWith("This JVM asks for order 9 itself: -XX:+UseTransparentHugePages")
                .contains("transparent_hugepage/enabled=madvise", "a fault waits for compaction");
    }

    @Test
    void withoutTheFlagItDoesNotAskThere() {
        HugePageUse use = HugePageUse.of(host("madvise", "madvise", "never"), PLAIN, 4096);
        assertThat(use.asks()).isFalse();
        assertThat(use.sentence()).contains("doesn't ask for order 9", "isn't set");
    }

    @Test
    void anyHeapAsksWhereTheHostSaysAlways() {
        HugePageUse use = HugePageUse.of(host("always", "defer", "never"), PLAIN, 4096);
        assertThat(use.asks()).isTrue();
        assertThat(use.sentence())
                .isEqualTo("THP enabled=always: any JVM's heap asks for order 9, compacted in the"
                        + " background (defrag=defer).");
    }

    @Test
    void nobodyAsksWhereTheHostSaysNever() {
        assertThat(HugePageUse.of(host("never", "madvise", "never"), TRANSPARENT, 4096)
                        .asks())
                .isFalse();
    }

    @Test
    void aHeapInSharedMemoryFollowsTheSettingForThat() {
        JvmHugePages zgc = new JvmHugePages(true, true, false, true, true);
        assertThat(HugePageUse.of(host("always", "madvise", "never"), zgc, 4096).asks())
                .isFalse();
        assertThat(HugePageUse.of(host("never", "madvise", "advise"), zgc, 4096).sentence())
                .contains("itself", "shmem_enabled=advise");
    }

    @Test
    void prctlHasTheLastWord() {
        JvmHugePages forbidden = new JvmHugePages(true, true, false, false, false);
        assertThat(HugePageUse.of(host("always", "always", "always"), forbidden, 4096)
                        .sentence())
                .contains("prctl");
    }

    @Test
    void pagesSetAsideAreNotAskedForWhenTheyAreNeeded() {
        JvmHugePages large = new JvmHugePages(false, true, false, false, true);
        assertThat(HugePageUse.of(host("always", "always", "never"), large, 4096)
                        .sentence())
                .contains("hugetlbfs");
    }

    @Test
    void theChoiceOfTheSizeGoesBeforeTheCommonOne() {
        HostHugePages host = new HostHugePages("always", "madvise", "never", 1L, 2L << 20, Map.of(2048, "never"));
        assertThat(HugePageUse.of(host, PLAIN, 4096).asks()).isFalse();
    }

    @Test
    void theOrderFollowsFromTheSizes() {
        HostHugePages arm = new HostHugePages("always", null, null, null, 512L << 20, Map.of());
        assertThat(HugePageUse.of(arm, PLAIN, 65_536).sentence()).contains("order 13");
    }

    @Test
    void saysWhatItCannotTell() {
        HostHugePages none = new HostHugePages(null, null, null, null, null, Map.of());
        assertThat(HugePageUse.of(none, PLAIN, 4096).asks()).isNull();
        JvmHugePages unknown = new JvmHugePages(null, null, null, null, null);
        assertThat(HugePageUse.of(host("madvise", null, null), unknown, 4096).asks())
                .isNull();
        assertThat(HugePageUse.of(none, unknown, 4096).sentence()).contains("huge pages can't be told");
    }

    private static HostHugePages host(String enabled, String defrag, String shmem) {
        return new HostHugePages(enabled, defrag, shmem, 1L, 2L << 20, Map.of(2048, "inherit"));
    }
}
