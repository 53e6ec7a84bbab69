// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.bench.LargeHost;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.parse.procfs.PageSets;
import io.github.buddyscope.parse.procfs.ZoneInfoParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen nodes, 1,024 processors, pages of 64 KiB. */
class LargeHostTest {
    @TempDir
    private Path proc;

    @Test
    void aZoneinfoOfMegabytesIsReadWhole() throws IOException {
        LargeHost host = new LargeHost(16, 1_024, 14);
        host.write(proc);
        assertThat(Files.size(proc.resolve("zoneinfo"))).isGreaterThan(3 << 20);

        HostSampler sampler = new HostSampler(proc);
        HostSample sample = sampler.sample();

        assertThat(sample.zones()).hasSize(18);
        ZoneSample last = sample.zones().get(17);
        assertThat(last.id()).isEqualTo(new ZoneId(15, "Normal"));
        assertThat(last.free().orders()).isEqualTo(14);
        assertThat(last.info().watermarks()).isEqualTo(new Watermarks(16_832, 22_226, 27_620));
        assertThat(last.info().managed()).isEqualTo(5_000_000);
        assertThat(sampler.states()).allMatch(state -> state.detail().isEmpty());
    }

    @Test
    void itIsFollowedAsOneSaysThatIsParsedWhole() throws IOException {
        LargeHost host = new LargeHost(16, 256, 11);
        HostSampler following = new HostSampler(proc);
        for (int i = 0; i < 3; i++) {
            host.write(proc);
            HostSample sample = following.sample();

            byte[] text = Files.readAllBytes(proc.resolve("zoneinfo"));
            var whole = ZoneInfoParser.parse(text, text.length).value();
            for (ZoneSample zone : sample.zones()) {
                assertThat(whole).contains(zone.info());
            }
        }
    }

    @Test
    void whatItKeepsOfItIsSmall() throws IOException {
        new LargeHost(16, 1_024, 11).write(proc);
        ProcFile file = new ProcFile(proc.resolve("zoneinfo").toFile(), PageSets::emptied);

        file.read();
        file.read();

        assertThat(file.text().length + file.before().length).isLessThan(1 << 20);
    }
}
