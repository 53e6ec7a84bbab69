// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.DirectSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationSitesTest {
    private final AllocationSites sites = new AllocationSites();

    @Test
    void aSampleStandsForItsSizeByItsChance() {
        sites.add(sample("a", 16_384, 65_536));
        sites.add(sample("a", 1 << 20, 65_536));

        DirectSite site = sites.top(10).get(0);
        assertThat(site.name()).isEqualTo("com.acme.a.run");
        assertThat(site.bytes()).isEqualTo(65_536 + (1 << 20));
        assertThat(site.samples()).isEqualTo(2);
        // one that had a chance of a quarter: 1.96 times the root of 65536 * (65536 - 16384)
        assertThat(site.errorBytes()).isEqualTo(111_241);
    }

    @Test
    void whatWasSampledEachTimeIsExact() {
        sites.add(sample("a", 1 << 20, 65_536));

        assertThat(sites.top(1).get(0).errorBytes()).isZero();
    }

    @Test
    void theRestIsInOneRowAndNothingIsLost() {
        for (int i = 1; i <= 40; i++) {
            sites.add(sample("s" + i, i << 20, 65_536));
        }
        sites.addUnknown(3, 5 << 20);

        List<DirectSite> top = sites.top(2);
        assertThat(top).extracting(DirectSite::name).containsExactly("com.acme.s40.run", "com.acme.s39.run");
        DirectSite rest = sites.rest(top);
        assertThat(rest.bytes()).isEqualTo((long) (38 * 39 / 2 + 5) << 20);
        assertThat(rest.samples()).isEqualTo(38 + 3);
    }

    @Test
    void aFullTableFoldsTheSmallestIntoTheRestAndKeepsTheLarge() {
        sites.add(sample("large", 1 << 30, 65_536));
        for (int i = 0; i < 5_000; i++) {
            sites.add(sample("generated" + i, 100_000, 65_536));
        }

        List<DirectSite> all = sites.top(10_000);
        assertThat(all).hasSize(AllocationSites.MOST_SITES);
        assertThat(all.get(0).name()).isEqualTo("com.acme.large.run");
        assertThat(all.stream().mapToLong(DirectSite::bytes).sum()
                        + sites.rest(all).bytes())
                .isEqualTo((1L << 30) + 5_000L * 100_000);
    }

    @Test
    void aPeriodBeginsWithNothing() {
        sites.add(sample("a", 1 << 20, 65_536));
        sites.beginPeriod();
        sites.add(sample("a", 2 << 20, 65_536));

        assertThat(sites.top(1).get(0).periodBytes()).isEqualTo(2 << 20);
        assertThat(sites.top(1).get(0).bytes()).isEqualTo(3 << 20);
    }

    private static Sample sample(String type, long size, long interval) {
        return new Sample(size, interval, List.of(new Frame("com.acme." + type, "run", false)));
    }
}
