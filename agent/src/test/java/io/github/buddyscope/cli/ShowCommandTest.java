// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.parse.procfs.Texts;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.source.procfs.PageSize;
import io.github.buddyscope.source.procfs.PageSize.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {
    @TempDir
    private Path proc;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void showsTheFragmentedHostThatStartedThisProject() throws IOException {
        Files.write(proc.resolve("buddyinfo"), Texts.captured("buddyinfo-x86-el7-2node-i40e.txt"));
        Files.writeString(
                proc.resolve("zoneinfo"),
                zone("0, zone      DMA", 3640, 5, 6, 7, 3977)
                        + zone("0, zone    DMA32", 95446, 1000, 1250, 1500, 472149)
                        + zone("0, zone   Normal", 691987, 64425, 80531, 96637, 7849934)
                        + zone("1, zone   Normal", 532415, 532415, 640000, 770000, 8257536));
        Files.createDirectories(proc.resolve("sys/kernel"));
        Files.writeString(proc.resolve("sys/kernel/osrelease"), "3.10.0-514.el7.x86_64\n");

        assertThat(show("--proc", proc.toString())).isEqualTo(ExitStatus.DONE);

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("""
                        Free blocks by order on Linux 3.10.0-514.el7.x86_64, pages of 4K

                        order              0      1     2    3    4    5    6    7    8    9   10
                        block size        4K     8K   16K  32K  64K 128K 256K 512K   1M   2M   4M
                        Node 0 DMA         0      0     0    1    1    1    0    0    0    1    3
                        Node 0 DMA32      10     14    13   11   10    7    7    4    5    5   88
                        Node 0 Normal 185367 100372 74245 1034   39    -    -    -    -    -    -
                        Node 1 Normal  89769 135142 41108  598  134   41   21    7    -    -    -

                        memory          free    min    low   high largest unusable unusable state
                                                                    block  order 5  order 9
                        Node 0 DMA     14.2M    20K    24K    28K      4M     0.6%     1.5% above high
                        Node 0 DMA32    372M   3.9M   4.8M   5.8M      4M     0.3%     2.9% above high
                        Node 0 Normal   2.6G   251M   314M   377M     64K   100.0%   100.0% above high
                        Node 1 Normal   2.0G   2.0G   2.4G   2.9G    512K    99.3%   100.0% below min

                        Node 0 Normal: no block of order 5 (128K) or larger is free.
                        Node 1 Normal: no block of order 8 (1M) or larger is free.

                         -         exhausted: no free block of this order or a larger one. In this zone
                                   a request waits for reclaim or compaction, or fails if it can't wait.
                         0         none of this order, but a larger block can be split.
                         state     free memory against the marks min, low, high. At or below low, kswapd
                                   reclaims in the background until high; at or below min, allocating
                                   tasks reclaim themselves. Above high, kswapd sleeps.
                         unusable  share of the free memory in blocks smaller than the order.
                         Blocks are those of the buddy lists: with the ones that not every request may
                         use (HighAtomic, CMA, Isolate), without the pages in per-CPU lists.
                        """);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void withoutZoneinfoTheMarksAreUnknownAndTheReasonGoesToStandardError() throws IOException {
        Files.write(proc.resolve("buddyinfo"), Texts.captured("buddyinfo-x86-32-highmem.txt"));

        assertThat(show("--proc=" + proc)).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString())
                .contains("Node 0 HighMem   95.2M       ?       ?       ?    128K    98.4%   100.0% unknown\n")
                .contains(" ?         can't be read.\n");
        assertThat(err.toString()).startsWith("buddyscope: " + proc.resolve("zoneinfo") + " isn't there; mount");
    }

    @Test
    void aBadRowIsToldAndTheGoodOnesShown() throws IOException {
        Files.writeString(proc.resolve("buddyinfo"), "Node 0, zone Normal 1 2 3\nNode 0, zone \u001b[31m 1 2 3\n");

        assertThat(show("--proc", proc.toString())).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString()).contains("Node 0 Normal ");
        assertThat(err.toString())
                .contains("buddyinfo: line 2: no node and zone: \"Node 0, zone ?[31m 1 2 3\"\n")
                .doesNotContain("\u001b");
    }

    @Test
    void aHostWhoseBuddyinfoCanNotBeReadIsStatus3WithTheReason() {
        assertThat(show("--proc", proc.toString())).isEqualTo(ExitStatus.UNREADABLE_INPUT);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("buddyscope: " + proc.resolve("buddyinfo") + " isn't there; mount the host's procfs and say"
                        + " where it is (proc=PATH, show --proc PATH)\n");
    }

    @Test
    void aBuddyinfoOfGarbageIsStatus3() throws IOException {
        Files.writeString(proc.resolve("buddyinfo"), "<html>\n");

        assertThat(show("--proc", proc.toString())).isEqualTo(ExitStatus.UNREADABLE_INPUT);
        assertThat(err.toString()).contains("line 1: no node and zone: \"<html>\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--proc", "--prok /proc", "/proc", "--proc /proc more"})
    void wrongUsageIsStatus2AndSaysWhatIsRight(String arguments) {
        assertThat(show(arguments.split(" "))).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(err.toString()).startsWith("usage: show [--proc DIR]");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anAssumedPageSizeIsSaidToBe() throws IOException {
        Files.writeString(proc.resolve("buddyinfo"), "Node 0, zone Normal 1 2 3\n");

        ShowCommand.run(
                List.of("--proc", proc.toString()),
                print(out),
                print(err),
                new Terminal(Palette.PLAIN, 80),
                new PageSize(4096, Origin.ASSUMED));

        assertThat(out.toString()).startsWith("Free blocks by order on Linux, pages of 4K (assumed)\n");
    }

    private int show(String... arguments) {
        return ShowCommand.run(
                List.of(arguments),
                print(out),
                print(err),
                new Terminal(Palette.PLAIN, 80),
                new PageSize(4096, Origin.AUXV));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String zone(String header, long free, long min, long low, long high, long managed) {
        return ("Node %s\n  pages free     %d\n        min      %d\n        low      %d\n        high     %d\n"
                        + "        present  %6$d\n        managed  %6$d\n")
                .formatted(header, free, min, low, high, managed);
    }
}
