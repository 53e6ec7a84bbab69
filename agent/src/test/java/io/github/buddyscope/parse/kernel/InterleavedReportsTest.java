// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.ReportZone;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processors report at the same time. */
class InterleavedReportsTest {
    private static final List<String> FIRST = report("java", 4, 77, 0, "first", 1000);
    private static final List<String> SECOND = report("netty", 5, 88, 1, "second", 2000);
    private static final List<String> NAMESAKE = report("java", 5, 88, 1, "second", 2000);

    private static List<String> report(String task, int order, int pid, int cpu, String function, int free) {
        List<String> text = new ArrayList<>(List.of(
                task + ": page allocation failure: order:" + order
                        + ", mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0",
                "CPU: " + cpu + " PID: " + pid + " Comm: " + task + " Not tainted 6.1.0 #1",
                "Hardware name: QEMU",
                "Workqueue: " + function + " work",
                "Call Trace:",
                " <TASK>"));
        for (int i = 0; i < 8; i++) {
            text.add(" " + function + i + "+0x1/0x2");
        }
        text.addAll(List.of(
                " entry_SYSCALL_64_after_hwframe+0x76/0x7e",
                " </TASK>",
                "Mem-Info:",
                "active_anon:1 inactive_anon:2 isolated_anon:0",
                " active_file:1 inactive_file:2 isolated_file:0",
                " free:" + free + " free_pcp:0 free_cma:0"));
        String[] zones = {"DMA", "DMA32", "Normal"};
        for (int i = 0; i < zones.length; i++) {
            text.add("Node 0 " + zones[i] + " free:" + (free + i) + "kB min:" + (free + 10)
                    + "kB low:5kB high:6kB free_cma:0kB");
            text.add("lowmem_reserve[]: " + free + " " + i);
        }
        for (int i = 0; i < zones.length; i++) {
            text.add("Node 0 " + zones[i] + ": " + (free + i) + "*4kB (U) 0*8kB = " + (free + i) * 4 + "kB");
        }
        text.addAll(List.of(
                "10 total pagecache pages",
                "Free swap  = 0kB",
                "Total swap = 0kB",
                "99 pages RAM",
                "9 pages reserved"));
        List<String> lines = new ArrayList<>();
        for (String line : text) {
            lines.add("[%s] " + line);
        }
        return lines;
    }

    /** The second as an OOM kill. */
    private static final List<String> OOM = oom();

    private static List<String> oom() {
        List<String> lines = new ArrayList<>(SECOND);
        lines.set(0, "[%s] netty invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=5, oom_score_adj=0");
        lines.add("[%s] Tasks state (memory values in pages):");
        lines.add("[%s] [  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name");
        lines.add("[%s] [     99]  1000    99 67256497    71335  5390336        0             0 victim");
        lines.add("[%s] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,"
                + "task_memcg=/,task=victim,pid=99,uid=0");
        lines.add("[%s] Out of memory: Killed process 99 (victim) total-vm:1kB, anon-rss:2kB, file-rss:3kB");
        return lines;
    }

    @Test
    void givesAnOomKillAndAFailureWholeWhereTheKernelPrintsCallers() {
        for (int seed = 0; seed < 200; seed++) {
            List<FailureReport> failures = Logs.failures(merged(OOM, new Random(seed), 0.5, true));
            assertThat(failures).hasSize(2);
            for (FailureReport failure : failures) {
                assertNothingForeign(failure);
                assertThat(failure.origin().stack()).hasSize(9);
                assertThat(failure.memory().cut()).isFalse();
                assertThat(failure.memory().zones()).hasSize(3);
                boolean kill = failure.kind() == FailureKind.OOM_KILL;
                assertThat(failure.text().lines()).hasSize(kill ? OOM.size() : FIRST.size());
                if (kill) {
                    assertThat(((OomKill) failure.detail()).victim()).isEqualTo("victim");
                }
            }
        }
    }

    @Test
    void mixesNothingOfAnOomKillAndAFailureSilently() {
        for (int seed = 0; seed < 400; seed++) {
            List<String> log = merged(OOM, new Random(seed), 0.5 + 0.49 * new Random(seed).nextDouble(), false);
            assertNothingMixed(log);
            for (FailureReport failure : Logs.failures(log)) {
                if (failure.kind() == FailureKind.OOM_KILL) {
                    assertThat(((OomKill) failure.detail()).victim()).isEqualTo("victim");
                }
            }
        }
    }

    @Test
    void givesBothWholeWhereTheKernelPrintsCallers() {
        for (int seed = 0; seed < 200; seed++) {
            List<FailureReport> failures = Logs.failures(merged(SECOND, new Random(seed), 0.5, true));
            assertThat(failures).hasSize(2);
            for (FailureReport failure : failures) {
                assertWhole(failure);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void mixesNothingSilentlyWhereLinesAlternate(int run) {
        List<String> log = new ArrayList<>();
        int a = 0;
        int b = 0;
        while (a < FIRST.size() || b < SECOND.size()) {
            for (int i = 0; i < run && a < FIRST.size(); i++) {
                log.add(stamped(FIRST.get(a++), log.size(), null));
            }
            for (int i = 0; i < run && b < SECOND.size(); i++) {
                log.add(stamped(SECOND.get(b++), log.size(), null));
            }
        }
        assertNothingMixed(log);
    }

    @Test
    void mixesNothingSilentlyInAnyOrderOfLines() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            double stay = 0.5 + 0.49 * random.nextDouble();
            assertNothingMixed(merged(seed % 2 == 0 ? SECOND : NAMESAKE, random, stay, false));
        }
    }

    @Test
    void mixesNothingSilentlyWhereOneOfThemIsCut() {
        for (int cut = 1; cut < FIRST.size(); cut++) {
            List<String> log = new ArrayList<>();
            for (String line : FIRST.subList(0, cut)) {
                log.add(stamped(line, log.size(), null));
            }
            for (String line : SECOND) {
                log.add(stamped(line, log.size(), null));
            }
            List<FailureReport> failures = Logs.failures(log);
            assertThat(failures).hasSize(2);
            assertNothingForeign(failures.get(0));
            assertWhole(failures.get(1));
        }
    }

    @Test
    void givesBothWholeWhereOneStartsAfterTheOthersStack() {
        List<String> log = new ArrayList<>();
        int stackEnd = FIRST.indexOf("[%s] Mem-Info:");
        for (String line : FIRST.subList(0, stackEnd)) {
            log.add(stamped(line, log.size(), null));
        }
        for (int i = 0; i < stackEnd; i++) {
            log.add(stamped(SECOND.get(i), log.size(), null));
            if (stackEnd + i < FIRST.size()) {
                log.add(stamped(FIRST.get(stackEnd + i), log.size(), null));
            }
        }
        for (String line : FIRST.subList(2 * stackEnd, FIRST.size())) {
            log.add(stamped(line, log.size(), null));
        }
        for (String line : SECOND.subList(stackEnd, SECOND.size())) {
            log.add(stamped(line, log.size(), null));
        }
        List<FailureReport> failures = Logs.failures(log);
        assertThat(failures).hasSize(2);
        assertWhole(failures.get(0));
        assertWhole(failures.get(1));
    }

    private static List<String> merged(List<String> second, Random random, double stay, boolean callers) {
        List<String> log = new ArrayList<>();
        int a = 0;
        int b = 0;
        boolean first = true;
        while (a < FIRST.size() || b < second.size()) {
            first = random.nextDouble() < stay == first;
            boolean takeFirst = b == second.size() || first && a < FIRST.size();
            String line = takeFirst ? FIRST.get(a++) : second.get(b++);
            log.add(stamped(line, log.size(), callers ? takeFirst ? "[T77]" : "[T88]" : null));
        }
        return log;
    }

    private static String stamped(String line, int at, String caller) {
        String stamp = String.format("    1.%06d", 1000 + at);
        return line.replaceFirst("%s\\]", stamp + "]" + (caller == null ? "" : caller));
    }

    private static void assertNothingMixed(List<String> log) {
        List<FailureReport> failures = Logs.failures(log);
        assertThat(failures).as(String.join("\n", log)).hasSize(2);
        for (FailureReport failure : failures) {
            try {
                assertNothingForeign(failure);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + String.join("\n", log), e);
            }
        }
    }

    /** Whatever the report says of the stack or of memory is its own, or it is marked as cut. */
    private static void assertNothingForeign(FailureReport failure) {
        boolean first = failure.request().order() == 4;
        long free = first ? 1000 : 2000;
        assertThat(failure.origin().pid()).isIn(null, first ? 77 : 88);
        assertThat(failure.origin().stack())
                .extracting(Frame::function)
                .allMatch(f -> f.startsWith(first ? "first" : "second") || f.startsWith("entry"));
        assertThat(failure.origin().workqueue()).isIn(null, (first ? "first" : "second") + " work");
        if (failure.memory().freePages() != null) {
            assertThat(failure.memory().freePages()).isEqualTo(free);
        }
        for (ReportZone zone : failure.memory().zones()) {
            if (zone.freeKb() != null) {
                assertThat(zone.freeKb()).isBetween(free, free + 2);
                assertThat(zone.minKb()).isEqualTo(free + 10);
            }
            if (zone.lowmemReserve() != null) {
                assertThat(zone.lowmemReserve().get(0)).isEqualTo(free);
            }
            if (zone.buddy() != null) {
                assertThat(zone.buddy().counts().count(0)).isBetween(free, free + 2);
            }
        }
        boolean whole = failure.memory().freePages() != null
                && failure.memory().zones().size() == 3
                && failure.memory().zones().stream()
                        .allMatch(z -> z.freeKb() != null && z.lowmemReserve() != null && z.buddy() != null);
        if (!whole && !failure.memory().zones().isEmpty() && failure.text().contains("pages reserved")) {
            assertThat(failure.memory().cut()).isTrue();
        }
    }

    private static void assertWhole(FailureReport failure) {
        assertNothingForeign(failure);
        assertThat(failure.origin().pid()).isNotNull();
        assertThat(failure.origin().stack()).hasSize(9);
        assertThat(failure.origin().workqueue()).isNotNull();
        assertThat(failure.memory().freePages()).isNotNull();
        assertThat(failure.memory().cut()).isFalse();
        assertThat(failure.memory().zones()).hasSize(3);
        assertThat(failure.text().lines()).hasSize(FIRST.size());
    }
}
