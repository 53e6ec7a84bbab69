// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One OOM kill is one failure, whatever of its lines are there. */
class OomKillTest {
    private static OomKill kill(String log) {
        return (OomKill) Logs.failure(log).detail();
    }

    @Test
    void isOneFailureFromHeaderToVictim() {
        FailureReport failure = Logs.failures(Logs.lines("/corpus/013-x86-5.13-hyperv-vmemmap-then-oom-journal.log"))
                .get(1);
        assertThat(failure.kind()).isEqualTo(FailureKind.OOM_KILL);
        assertThat(failure.detail())
                .isEqualTo(new OomKill(
                        0,
                        "CONSTRAINT_NONE",
                        null,
                        "/user.slice/user-1000.slice/session-2.scope",
                        null,
                        null,
                        "baloo_file",
                        662,
                        285340L,
                        true,
                        false,
                        0));
        assertThat(failure.memory().zones()).hasSize(3).allMatch(z -> z.buddy() != null);
        assertThat(failure.origin().stack()).isNotEmpty();
        assertThat(failure.request().cpuset()).isEqualTo("/");
        assertThat(failure.request().memsAllowed()).isEqualTo("0");
        assertThat(failure.text()).contains("oom-kill:constraint", "Killed process 662");
    }

    @Test
    void readsTheCgroupsLimit() {
        OomKill kill = (OomKill) Logs.failures(Logs.lines("/corpus/065-x86-5.15pve-memcg-oom-german-ctime.log"))
                .get(0)
                .detail();
        assertThat(kill.constraint()).isEqualTo("CONSTRAINT_MEMCG");
        assertThat(kill.memcg()).isEqualTo("/lxc/39004");
        assertThat(kill.taskMemcg()).startsWith("/lxc/39004/ns/system.slice/docker-a59e4e7d");
        assertThat(kill.limitKb()).isEqualTo(31211520);
        assertThat(kill.usageKb()).isEqualTo(31211520);
        assertThat(kill.victim()).isEqualTo("php-fpm");
        assertThat(kill.victimRssKb()).isEqualTo(12625252 + 156088);
    }

    @Test
    void readsTheTwoLinesOfOlderKernels() {
        assertThat(kill("""
                                java invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0, oom_score_adj=3
                                Out of memory: Kill process 7 (java) score 900 or sacrifice child
                                Killed process 8 (child), UID 500, total-vm:10kB, anon-rss:4kB, file-rss:2kB, shmem-rss:1kB
                                """)).isEqualTo(new OomKill(3, null, null, null, null, null, "child", 8, 7L, true, false, 0));
        assertThat(kill("""
                                java invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0
                                Out of memory: kill process 7 (java) score 900 or a child
                                Killed process 7 (java)
                                """)).isEqualTo(new OomKill(0, null, null, null, null, null, "java", 7, null, true, false, 0));
        assertThat(kill("""
                                java invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0, oom_score_adj=0
                                Out of memory: Kill process 7 (java) score 900 or sacrifice child
                                Killed process 7, UID 500, (java) total-vm:10kB, anon-rss:4kB, file-rss:2kB
                                """)).isEqualTo(new OomKill(0, null, null, null, null, null, "java", 7, 6L, true, false, 0));
    }

    @Test
    void believesTheWordsWhereNothingElseNamesTheConstraint() {
        OomKill kill = kill("""
                java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0
                Task in /a/b killed as a result of limit of /a
                memory: usage 512kB, limit 1024kB, failcnt 9
                Memory cgroup out of memory: Kill process 7 (java) score 900 or sacrifice child
                Killed process 7 (java) total-vm:10kB, anon-rss:4kB, file-rss:2kB
                """);
        assertThat(kill)
                .isEqualTo(
                        new OomKill(0, "CONSTRAINT_MEMCG", "/a", "/a/b", 1024L, 512L, "java", 7, 6L, false, false, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB | java | 5
            Out of memory (oom_kill_allocating_task): Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0 | java | 9
            Memory cgroup out of memory: Killed process 7 (a b) c) total-vm:1kB, anon-rss:2kB, file-rss:3kB | a b) c | 5
            Killed process 7 ((sd-pam)) total-vm:1kB, anon-rss:2kB, file-rss:3kB | (sd-pam) | 5
            Killed process 7 (java) vsz:1kB, anon-rss:2kB, file-rss:3kB | java | 5
            Out of Memory: Killed process 7 (java). | java |
            Out of memory: Kill process 7 (java) score 900 or sacrifice child | |
            Out of memory: OOM victim 7 (java) is already exiting. Skip killing the task | java |
            Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, | java |
            oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=java,pid=7,uid=0 | java |
            """)
    void isAFailureWhereTheHeaderIsMissing(String line, String victim, Long rss) {
        FailureReport failure = Logs.failure(line);
        OomKill kill = (OomKill) failure.detail();
        assertThat(failure.kind()).isEqualTo(FailureKind.OOM_KILL);
        assertThat(failure.request()).isNull();
        assertThat(failure.origin().task()).as("who asked").isNull();
        assertThat(kill.victim()).isEqualTo(victim);
        assertThat(kill.victimRssKb()).isEqualTo(rss);
    }

    @Test
    void joinsSummaryAndVictimWithoutAHeader() {
        FailureReport failure = Logs.failure("""
                [    1.000000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=0
                [    1.000001] Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                [    1.000002] oom_reaper: reaped process 7 (java), now anon-rss:0kB, file-rss:4kB, shmem-rss:0kB
                """);
        assertThat(failure.detail())
                .isEqualTo(new OomKill(
                        null, "CONSTRAINT_MEMCG", "/a", "/a/b", null, null, "java", 7, 5L, false, false, 0));
        assertThat(failure.text().lines()).hasSize(3);
    }

    @Test
    void countsEachKillWhoseHeaderWasSuppressed() {
        assertThat(Logs.failures("""
                        [    1.000000] oom_kill_process: 2 callbacks suppressed
                        [    1.000001] Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                        [    1.100001] Memory cgroup out of memory: Killed process 8 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                        """))
                .extracting(f -> ((OomKill) f.detail()).victimPid())
                .containsExactly(7, 8);
    }

    @Test
    void countsTheOthersOfAGroupWithTheVictim() {
        OomKill kill = kill("""
                java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=java,pid=7,uid=0
                Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                Tasks in /a are going to be killed due to memory.oom.group set
                Memory cgroup out of memory: Killed process 8 (sh) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                Memory cgroup out of memory: Killed process 9 (sh) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                oom_reaper: reaped process 7 (java), now anon-rss:0kB, file-rss:4kB, shmem-rss:0kB
                """);
        assertThat(kill.victimPid()).isEqualTo(7);
        assertThat(kill.alsoKilled()).isEqualTo(2);
    }

    @Test
    void saysThatNobodyWasLeft() {
        assertThat(kill("""
                                java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                                Out of memory and no killable processes...
                                Kernel panic - not syncing: System is deadlocked on memory
                                """).noVictim()).isTrue();
        assertThat(kill("Kernel panic - not syncing: Out of memory and no killable processes...")
                        .noVictim())
                .isTrue();
    }

    @Test
    void namesNoVictimWhereTheKernelPanics() {
        FailureReport failure = Logs.failure("""
                java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled
                """);
        assertThat(((OomKill) failure.detail()).victim()).isNull();
        assertThat(((OomKill) failure.detail()).noVictim()).isFalse();
        assertThat(failure.text()).contains("panic_on_oom");
    }

    @Test
    void keepsTwoEventsApartByTheirCallers() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000][  T11] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.000001][  T12] b invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1
                [    1.000002][  T11] memory: usage 1kB, limit 1kB, failcnt 1
                [    1.000003][  T12] memory: usage 2kB, limit 2kB, failcnt 2
                [    1.000004][  T12] Memory cgroup out of memory: Killed process 22 (vb) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                [    1.000005][  T11] Memory cgroup out of memory: Killed process 21 (va) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                """);
        assertThat(failures).extracting(f -> ((OomKill) f.detail()).victim()).containsExactly("va", "vb");
        assertThat(failures).extracting(f -> ((OomKill) f.detail()).limitKb()).containsExactly(1L, 2L);
    }

    @Test
    void givesTheVictimToTheEventThatIsGoingOn() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.000001] CPU: 0 PID: 7 Comm: a Not tainted 6.1.0 #1
                [    2.000000] b invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1
                [    2.000001] CPU: 1 PID: 8 Comm: b Not tainted 6.1.0 #1
                [    2.000004] Out of memory: Killed process 22 (vb) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                """);
        assertThat(failures).extracting(f -> ((OomKill) f.detail()).victim()).containsExactly(null, "vb");
    }

    @Test
    void namesNoVictimWhereTwoEventsAreMixed() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.000001] b invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=1
                [    1.000002] CPU: 0 PID: 7 Comm: a Not tainted 3.0.1 #1
                [    1.000003] CPU: 1 PID: 8 Comm: b Not tainted 3.0.1 #1
                [    1.000004] Out of memory: Killed process 22 (v) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                [    1.000005] Out of memory: Killed process 23 (w) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                """);
        assertThat(failures).hasSize(2);
        assertThat(failures).extracting(f -> ((OomKill) f.detail()).victim()).containsOnlyNulls();
    }

    @Test
    void tellsTwoEventsApartByTheirLimits() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.000001] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=va,pid=21,uid=0
                [    1.000002] Memory cgroup out of memory: Killed process 22 (vb) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                [    1.000003] Out of memory: Killed process 21 (va) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                """);
        assertThat(failures).extracting(f -> ((OomKill) f.detail()).victim()).containsExactly("va", "vb");
    }

    @Test
    void leavesThePageAllocatorsReportItsOwnDump() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.000001] CPU: 0 PID: 7 Comm: a Not tainted 6.1.0 #1
                [    1.000002] memory: usage 1kB, limit 1kB, failcnt 1
                [    1.000003] Tasks state (memory values in pages):
                [    1.000004] b: page allocation failure: order:1, mode:0x20
                [    1.000005] CPU: 1 PID: 8 Comm: b Not tainted 6.1.0 #1
                [    1.000006] Mem-Info:
                [    1.000007] Node 0 DMA free:1kB min:1kB low:1kB high:1kB free_cma:0kB
                [    1.000008] Memory cgroup out of memory: Killed process 7 (a) total-vm:1kB, anon-rss:2kB, file-rss:3kB
                """);
        assertThat(failures).hasSize(2);
        assertThat(failures.get(0).memory().zones()).isEmpty();
        assertThat(failures.get(1).memory().zones()).hasSize(1);
        assertThat(((OomKill) failures.get(0).detail()).victim()).isEqualTo("a");
    }

    @Test
    void keepsRoomForTheVictimBehindALongListOfTasks() {
        StringBuilder log =
                new StringBuilder("a invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n");
        log.append("[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n");
        for (int pid = 1; pid <= 5000; pid++) {
            log.append("[  ")
                    .append(pid)
                    .append("]  1000   662 67256497    71335  5390336        0             0 java\n");
        }
        log.append("Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB\n");
        FailureReport failure = Logs.failure(log.toString());
        assertThat(((OomKill) failure.detail()).victim()).isEqualTo("java");
        assertThat(failure.text()).endsWith("file-rss:3kB");
        assertThat(failure.droppedLines()).isGreaterThan(4000);
    }
}
