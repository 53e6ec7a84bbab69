// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.screen.Frame;
import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Key;
import io.github.buddyscope.cli.screen.Stty.Size;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final Ui ui = Ui.of(1_000);

    @Test
    void aFragmentedHostIn80ColumnsAnd24Rows() {
        assertThat(text(Glyphs.BLOCKS, Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, null), 24, 80))
                .isEqualTo("""
                buddyscope  db7  Linux 3.10.0-514.el7.x86_64 · pages of 4K    07:32:50 every 1 s

                order             0     1     2     3     4     5     6     7     8     9    10
                block size       4K    8K   16K   32K   64K  128K  256K  512K    1M    2M    4M
                Node 0 DMA        0     0     0     1     1     1     0     0     0     1     3
                Node 0 Normal  185k  100k 74245  1034    39     -     -     -     -     -     -
                Node 1 Normal 89769  135k 41108   598   134    41    21     7     -     -     -

                memory         free    min  low  high   state      largest  largest order, 3 min
                Node 0 DMA    14.2M ━━━━┃━━━━┃━━━━┃━━━━ above high      4M              ▆▆▆▆▇▇▇▇
                Node 0 Normal  2.6G ━━━━┃━━━━┃━━━━┃━━── above high     64K              ▆▆▆▄▄▄▄▄
                Node 1 Normal  2.0G ━━━━┃────┃────┃──── below min     512K              ▆▆▆▅▅▅▅▅

                waiting for memory  some   2.5%  all   0.1%                             ▁▁▁▁▁▂▂▂
                a second  direct reclaim 30  compaction 10 failed 5.0  kswapd 0  OOM kill ?

                ─ failures and stalls from kmsg ─────────────────── 1 failure logged meanwhile ─
                ! tracefs: /sys/kernel/tracing: permission denied; to get it: run the service a…
                Apr 13   failed  swapper/3 failed to get 64 KiB in one piece (order 4)
                                 SHORTAGE: free memory not above the watermark that it had to k…
                07:32:42 failed  kworker/u448:1 failed to get 128 KiB in one piece (order 5)
                                 FRAGMENTATION: memory enough, but not in pieces of that size
                07:32:43 stall   this JVM's GC Thread#0 order 9: direct compaction, 12 ms  no s…
                q quit   space pause   ? help   tab pane   s curve   + - period
                """);
    }

    @Test
    void pausesOfWhichNobodyTellsAreNotSaidToBeNone() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvmByCounters("", false));
        assertThat(text(Glyphs.BLOCKS, scene, 26, 100)).contains("GC      - of the time, - pauses\n");
    }

    @Test
    void anAgentThatCanNotBeAskedIsThereAllTheSame() {
        String lack = "its agent can't be asked";
        Scene without = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvmByCounters(lack, false));
        Scene with = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvmByCounters(lack, true));

        assertThat(text(Glyphs.BLOCKS, without, 26, 100)).contains(" · no agent in it · ");
        assertThat(text(Glyphs.BLOCKS, with, 26, 100)).contains(" · Buddyscope in it · ", lack);
    }

    @Test
    void aJvmIsThereToo() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvm("service.jar", ""));
        assertThat(text(Glyphs.BLOCKS, scene, 26, 100)).isEqualTo("""
                buddyscope  db7  Linux 3.10.0-514.el7.x86_64 · pages of 4K                        07:32:50 every 1 s
                order              0      1      2      3      4      5      6      7      8      9     10
                block size        4K     8K    16K    32K    64K   128K   256K   512K     1M     2M     4M
                Node 0 DMA         0      0      0      1      1      1      0      0      0      1      3
                Node 0 Normal 185367 100372  74245   1034     39      -      -      -      -      -      -
                Node 1 Normal  89769 135142  41108    598    134     41     21      7      -      -      -
                memory         free     min   low   high    state      largest  largest order, 3 min
                Node 0 DMA    14.2M ━━━━━┃━━━━━┃━━━━━┃━━━━━ above high      4M                         ▆▆▆▆▆▆▇▇▇▇▇▇▇
                Node 0 Normal  2.6G ━━━━━┃━━━━━┃━━━━━┃━━━── above high     64K                         ▆▆▆▆▆▆▄▄▄▄▄▄▄
                Node 1 Normal  2.0G ━━━━━┃─────┃─────┃───── below min     512K                         ▆▆▆▆▆▆▅▅▅▅▅▅▅
                waiting for memory  some   2.5%  all   0.1%                                            ▁▁▁▁▁▁▁▁▂▂▂▂▂
                a second  direct reclaim 30  compaction 10 failed 5.0  kswapd 0  OOM kill ?  small for huge page ?
                JVM 4711 service.jar · heap 1.0G of 4.0G · Buddyscope 0.1.0 in it · Java 17.0.15 · up 2 h
                GC      30.0% of the time, 123 pauses, last 42 ms 4 s ago                              ▂▂▂▂▂▂▂▂▂▂▄▄▄
                direct  96.0M of 300M in 335 buffers, 8.1M/s taken, stalled 12 ms                      ▃▃▃▃▄▄▄▄▄▅▅▅▅
                ─ failures and stalls from kmsg ─────────────────────────────────────── 1 failure logged meanwhile ─
                ! tracefs: /sys/kernel/tracing: permission denied; to get it: run the service as root
                Apr 13   failed  swapper/3 failed to get 64 KiB in one piece (order 4)
                                 SHORTAGE: free memory not above the watermark that it had to keep
                07:32:42 failed  kworker/u448:1 failed to get 128 KiB in one piece (order 5)
                                 FRAGMENTATION: memory enough, but not in pieces of that size
                07:32:43 stall   this JVM's GC Thread#0 order 9: direct compaction, 12 ms  no suitable page



                q quit   space pause   ? help   tab pane   s curve   + - period
                """);
    }

    @Test
    void inAsciiAnOrderIsItsDigit() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvm("service.jar", ""));
        assertThat(text(Glyphs.ASCII, scene, 26, 80)).isEqualTo("""
                buddyscope  db7  Linux 3.10.0-514.el7.x86_64 - pages of 4K    07:32:50 every 1 s
                order             0     1     2     3     4     5     6     7     8     9    10
                block size       4K    8K   16K   32K   64K  128K  256K  512K    1M    2M    4M
                Node 0 DMA        0     0     0     1     1     1     0     0     0     1     3
                Node 0 Normal  185k  100k 74245  1034    39     -     -     -     -     -     -
                Node 1 Normal 89769  135k 41108   598   134    41    21     7     -     -     -
                memory         free    min  low  high   state      largest  largest order, 3 min
                Node 0 DMA    14.2M ====|====|====|==== above high      4M              9999aaaa
                Node 0 Normal  2.6G ====|====|====|==-- above high     64K              99944444
                Node 1 Normal  2.0G ====|----|----|---- below min     512K              99977777
                waiting for memory  some   2.5%  all   0.1%                             11111222
                a second  direct reclaim 30  compaction 10 failed 5.0  kswapd 0  OOM kill ?
                JVM 4711 service.jar - heap 1.0G of 4.0G - Buddyscope 0.1.0 in it - Java 17.0.15
                GC      30.0% of the time, 123 pauses, last 42 ms 4 s ago               22222255
                direct  96.0M of 300M in 335 buffers, 8.1M/s taken, stalled 12 ms       34455666
                - failures and stalls from kmsg ------------------- 1 failure logged meanwhile -
                ! tracefs: /sys/kernel/tracing: permission denied; to get it: run the service a~
                Apr 13   failed  swapper/3 failed to get 64 KiB in one piece (order 4)
                                 SHORTAGE: free memory not above the watermark that it had to k~
                07:32:42 failed  kworker/u448:1 failed to get 128 KiB in one piece (order 5)
                                 FRAGMENTATION: memory enough, but not in pieces of that size
                07:32:43 stall   this JVM's GC Thread#0 order 9: direct compaction, 12 ms  no s~



                q quit   space pause   ? help   tab pane   s curve   + - period
                """).matches("[\\n\\x20-\\x7e]*");
    }

    @Test
    void theSmallestThatIsOfUse() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, Scenes.jvm("service.jar", ""));
        assertThat(text(Glyphs.BLOCKS, scene, 10, 40)).isEqualTo("""
                buddyscope  db7       07:32:50 every 1 s
                zone      free order 0──10 state
                0 DMA    14.2M 000+++000++ above high
                0 Normal  2.6G +++++------ above high
                1 Normal  2.0G ++++++++--- below min
                waits 2.5% reclaim 30/s compact 10/s
                GC 30.0% of the time, 123 pauses, last 4
                ─ failures and stalls
                ! tracefs: /sys/kernel/tracing: permiss…
                07:32 this JVM's GC Thread#0 order 9: d…
                """);
    }

    @Test
    void aWideTerminalHasBothTablesSideBySide() {
        assertThat(text(Glyphs.BLOCKS, Scenes.scene(Scenes.FRAGMENTED, List.of(), null), 16, 180))
                .isEqualTo("""
                buddyscope  db7  Linux 3.10.0-514.el7.x86_64 · pages of 4K                                                                                                        07:32:50 every 1 s
                order              0      1      2      3      4      5      6      7      8      9     10
                block size        4K     8K    16K    32K    64K   128K   256K   512K     1M     2M     4M   memory         free    min  low  high   state      largest  largest order, 3 min
                Node 0 DMA         0      0      0      1      1      1      0      0      0      1      3   Node 0 DMA    14.2M ━━━━┃━━━━┃━━━━┃━━━━ above high      4M                    ▆▆▆▆▆▇▇▇▇
                Node 0 Normal 185367 100372  74245   1034     39      -      -      -      -      -      -   Node 0 Normal  2.6G ━━━━┃━━━━┃━━━━┃━━── above high     64K                    ▆▆▆▆▄▄▄▄▄
                Node 1 Normal  89769 135142  41108    598    134     41     21      7      -      -      -   Node 1 Normal  2.0G ━━━━┃────┃────┃──── below min     512K                    ▆▆▆▆▅▅▅▅▅
                waits 2.5% reclaim 30/s compact 10/s
                ─ failures and stalls from kmsg ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 1 failure logged meanwhile ─
                ! tracefs: /sys/kernel/tracing: permission denied; to get it: run the service as root
                none so far






                """);
    }

    @Test
    void whatNobodyMayReadIsNotNone() {
        Scene read = Scenes.scene(Scenes.FRAGMENTED, List.of(), null);
        Scene scene = new Scene(
                read.time(),
                read.title(),
                read.reading(),
                read.curves(),
                read.someStalled(),
                null,
                read.periodNanos(),
                List.of(),
                0,
                List.of(
                        SourceState.ok("vmstat"),
                        new SourceState("kmsg", Status.UNAVAILABLE, "/dev/kmsg: Operation not permitted", ""),
                        new SourceState("tracefs", Status.UNAVAILABLE, "/sys/kernel/tracing: permission denied", "")),
                null);

        assertThat(text(Glyphs.BLOCKS, scene, 24, 80))
                .contains("no log is read", "they can't be seen")
                .doesNotContain("0 failures", "none so far");
    }

    @Test
    void aJvmThatDoesNotAnswerSaysWhy() {
        Scene scene =
                Scenes.scene(Scenes.FRAGMENTED, List.of(), Scenes.jvm("", "no answer for 5 s: in a pause, or stopped"));
        assertThat(text(Glyphs.BLOCKS, scene, 24, 80)).contains("JVM 4711   no answer for 5 s: in a pause, or stopped");
    }

    @Test
    void theHelpTellsTheKeysAndWhatWouldGrantASource() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, List.of(), null);
        assertThat(new Picture(Glyphs.BLOCKS, ZoneOffset.UTC)
                        .of(scene, ui.press(Key.HELP, 3, 0), new Size(60, 80))
                        .text())
                .contains(
                        "q, Ctrl-C",
                        "exhausted",
                        "unavailable: /sys/kernel/tracing: permission denied; to get it: run");
    }

    @Test
    void scrollingBackShowsOlderOnesAndSaysSo() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, Scenes.HAPPENINGS, null);
        Frame frame = new Picture(Glyphs.BLOCKS, ZoneOffset.UTC).of(scene, ui.press(Key.HOME, 3, 3), new Size(24, 80));
        assertThat(frame.text()).contains("swapper/3", "2 newer below").doesNotContain("kworker", "GC Thread");
    }

    private String text(Glyphs glyphs, Scene scene, int rows, int columns) {
        return new Picture(glyphs, ZoneOffset.UTC)
                .of(scene, ui, new Size(rows, columns))
                .text();
    }
}
