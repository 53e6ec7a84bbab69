// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsReaderTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private HostFacts read() {
        return new HostFactsReader(root.resolve("proc"), root.resolve("sys")).get();
    }

    @Test
    void readsWhatAdviceStartsFrom() throws IOException {
        file("proc/sys/vm/min_free_kbytes", "67584\n");
        file("proc/sys/vm/lowmem_reserve_ratio", "256\t256\t32\t0\t0\n");
        file("proc/sys/vm/defrag_mode", "0\n");
        file("proc/sys/net/core/high_order_alloc_disable", "1\n");
        file("proc/meminfo", "MemTotal:       24684096 kB\nMemFree:         1204836 kB\n");
        file("sys/class/net/eth0/mtu", "9000\n");
        file("sys/class/net/lo/mtu", "65536\n");
        HostFacts facts = read();
        assertThat(facts.settings().minFreeKbytes()).isEqualTo(67584);
        assertThat(facts.memoryKb()).isEqualTo(24684096);
        assertThat(facts.lowmemReserveRatio()).containsExactly(256L, 256L, 32L, 0L, 0L);
        assertThat(facts.defragMode()).isZero();
        assertThat(facts.highOrderAllocDisable()).isEqualTo(1);
        assertThat(facts.mtus()).containsOnlyKeys("eth0").containsEntry("eth0", 9000);
    }

    @Test
    void whatIsMissingIsNotKnown() {
        HostFacts facts = read();
        assertThat(facts.settings()).isEqualTo(HostFacts.UNKNOWN.settings());
        assertThat(facts.memoryKb()).isNull();
        assertThat(facts.mtus()).isEmpty();
        assertThat(facts.lowmemReserveRatio()).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNotKnown() throws IOException {
        file("proc/sys/vm/lowmem_reserve_ratio", "256 many 32\n");
        file("proc/meminfo", "MemTotal: lots kB\n");
        file("sys/class/net/eth0/mtu", "-1\n");
        HostFacts facts = read();
        assertThat(facts.lowmemReserveRatio()).isEmpty();
        assertThat(facts.memoryKb()).isNull();
        assertThat(facts.mtus()).isEmpty();
    }

    @Test
    void theSmallestLimitOnTheWayToTheRootCounts() throws IOException {
        file("self", "0::/a.slice/b.service\n");
        file("cg/a.slice/memory.max", "1073741824\n");
        file("cg/a.slice/b.service/memory.max", "max\n");
        assertThat(new MemoryLimit(root.resolve("self"), root.resolve("cg")).kb())
                .isEqualTo(1048576);
        file("cg/a.slice/b.service/memory.max", "536870912\n");
        assertThat(new MemoryLimit(root.resolve("self"), root.resolve("cg")).kb())
                .isEqualTo(524288);
    }

    @Test
    void inAContainerTheMountIsItsOwnGroup() throws IOException {
        file("self", "0::/../../elsewhere\n");
        file("cg/memory.max", "2097152\n");
        assertThat(new MemoryLimit(root.resolve("self"), root.resolve("cg")).kb())
                .isEqualTo(2048);
    }

    @Test
    void versionOneShowsItsLargestNumberForNoLimit() throws IOException {
        file("self", "11:memory:/user\n10:cpu,cpuacct:/\n");
        file("cg/memory/user/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(new MemoryLimit(root.resolve("self"), root.resolve("cg")).kb())
                .isNull();
        file("cg/memory/user/memory.limit_in_bytes", "1048576\n");
        assertThat(new MemoryLimit(root.resolve("self"), root.resolve("cg")).kb())
                .isEqualTo(1024);
    }
}
