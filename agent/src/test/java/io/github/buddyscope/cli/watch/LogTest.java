// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
    private final Log log = new Log();

    @Test
    void eachLineHasATimeAKindAndFieldsForAScript() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED.subList(1, 2), Scenes.HAPPENINGS, Scenes.jvm("service.jar", ""));

        assertThat(String.join("\n", log.lines(scene, Scenes.HAPPENINGS))).isEqualTo("""
                2025-04-14T07:32:50.000Z source  source=tracefs state=UNAVAILABLE detail="/sys/kernel/tracing: permission denied" remedy="run the service as root"
                2025-04-14T07:32:50.000Z zone    node=0 zone=Normal state=ABOVE_HIGH largest=4 free=2834378752 min=263884800 low=329854976 high=395825152 unusable5=1000 unusable9=1000 blocks=185367,100372,74245,1034,39,0,0,0,0,0,0
                2025-04-14T07:32:50.000Z host    some=0.0250 all=0.0010 direct_reclaims=30 direct_compactions=10 compactions_failed=5 compactions_succeeded=- huge_page_faults=- huge_page_fallbacks=- kswapd_runs=0 oom_kills=- stalls=- stallmicros=-
                2025-04-14T07:32:50.000Z jvm     pid=4711 pauses=123 pausemillis=4000 lastgc="G1 Young Generation" lastmillis=42 gcshare=0.3000 heap=1073741824 direct=100663296 buffers=335 directrate=8500000 agent=0.1.0
                2025-04-14T07:32:42.000Z failed  kind=PAGE_ALLOC_FAILURE order=5 text="kworker/u448:1 failed to get 128 KiB in one piece (order 5); FRAGMENTATION: memory enough, but not in pieces of that size"
                2025-04-14T07:32:43.000Z stall   what="direct compaction" order=9 text="GC Thread#0 order 9: direct compaction, 12 ms; no suitable page\"""");
    }

    @Test
    void pausesOfWhichNobodyTellsAreNotKnown() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, List.of(), Scenes.jvmByCounters("", false));
        assertThat(log.lines(scene, List.of()))
                .anyMatch(line ->
                        line.contains(" pauses=- pausemillis=- lastgc=- lastmillis=- gcshare=- heap=1073741824"));
    }

    @Test
    void whatDidNotChangeIsNotSaidAgainButTheHostIs() {
        Scene scene = Scenes.scene(Scenes.FRAGMENTED, List.of(), Scenes.jvm("service.jar", ""));
        log.lines(scene, List.of());

        assertThat(log.lines(scene, List.of())).hasSize(1).first().asString().contains(" host ");
    }
}
