// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every log, however it was cut, mixed or garbled. */
class KernelLogPropertiesTest {
    /** The same cases in every build; without it each run tries others. */
    private static final String SEED = "20261123";

    /** Straight from a kernel, each with one failure, its stack and its whole memory dump. */
    private static final List<String> WHOLE = List.of(
            "/seed/el7-order5-i40e.log",
            "/corpus/kmsg-x86-6.18-order7.kmsg",
            "/corpus/001-arm64-rk3399-5.10-cat-order5-lxc-cpuset.log",
            "/corpus/003-x86-6.19rc-btrfs-kswapd0-order0.log",
            "/corpus/009-x86-6.8-ath11k-kworker-order4-noio.log",
            "/corpus/061-x86-4.9fc25-chrome-coredump-order5.log");

    private static final List<String> NOISE = Logs.lines("/corpus/negative-boot-xps-6.17.log");

    private static final List<String> WORDS = words();
    private static final Map<String, FailureReport> CLEAN = new HashMap<>();

    @Property(tries = 500, seed = SEED)
    void anyTextThrowsNothingAndInventsNothing(@ForAll("garbled") @Size(max = 40) List<String> lines) {
        long headers = lines.stream().filter(Anchors::in).count();
        assertThat(Logs.failures(lines)).hasSizeLessThanOrEqualTo((int) headers);
    }

    @Property(tries = 500, seed = SEED)
    void aCutGivesNothingThatTheWholeDidNot(
            @ForAll("whole") String resource,
            @ForAll @IntRange(max = 15_000) int from,
            @ForAll @IntRange(max = 15_000) int length) {
        String log = Logs.read(resource);
        int begin = Math.min(from, log.length());
        List<FailureReport> failures = Logs.failures(log.substring(begin, Math.min(begin + length, log.length())));
        assertThat(failures).hasSizeLessThanOrEqualTo(1);
        failures.forEach(failure -> holdsNothingBut(clean(resource), failure));
    }

    @Property(tries = 300, seed = SEED)
    void aWholeReportIsFoundAmongAnyForeignLines(
            @ForAll("whole") String resource, @ForAll @Size(max = 60) List<@IntRange(max = 5_000) Integer> places) {
        List<String> log = new ArrayList<>(Logs.lines(resource));
        for (int place : places) {
            log.add(place % (log.size() + 1), noise(place, resource));
        }
        List<FailureReport> failures = Logs.failures(log);
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).request()).isEqualTo(clean(resource).request());
        assertThat(failures.get(0).memory()).isEqualTo(clean(resource).memory());
        assertThat(failures.get(0).origin()).isEqualTo(clean(resource).origin());
    }

    @Property(tries = 300, seed = SEED)
    void twoReportsHoweverMixedAreBothFoundAndKeepTheirRowsApart(
            @ForAll("whole") String resource, @ForAll @Size(max = 200) List<Boolean> turns) {
        List<String> lines = Logs.lines(resource);
        List<String> others = another(lines, clean(resource));
        FailureReport other = Logs.failures(others).get(0);
        List<FailureReport> failures = Logs.failures(mixed(lines, others, turns));
        assertThat(failures).hasSize(2);
        for (FailureReport failure : failures) {
            boolean first =
                    failure.origin().task().equals(clean(resource).origin().task());
            holdsNothingBut(first ? clean(resource) : other, failure);
        }
    }

    @Property(tries = 200, seed = SEED)
    void aBurstOfBytesWithinAReportCostsNoMoreThanTheLinesThatItHit(
            @ForAll("whole") String resource,
            @ForAll @IntRange(max = 12_000) int at,
            @ForAll @Size(min = 1, max = 20) List<Character> bytes) {
        StringBuilder log = new StringBuilder(Logs.read(resource));
        for (int i = 0; i < bytes.size() && at + i < log.length(); i++) {
            log.setCharAt(at + i, bytes.get(i));
        }
        assertThat(Logs.failures(log.toString())).hasSizeLessThanOrEqualTo(2);
    }

    @Provide
    Arbitrary<String> whole() {
        return Arbitraries.of(WHOLE);
    }

    /** Lines of what kernels print, in any order, with anything between. */
    @Provide
    Arbitrary<List<String>> garbled() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(WORDS)),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(12)),
                Tuple.of(2, Arbitraries.of(Anchors.literals())),
                Tuple.of(1, Arbitraries.longs().map(String::valueOf)));
        Function<List<String>, String> line = pieces -> String.join(pieces.size() % 2 == 0 ? " " : "", pieces);
        return piece.list().ofMaxSize(12).map(line).list();
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (String resource : WHOLE) {
            for (String line : Logs.lines(resource)) {
                words.addAll(List.of(line.split(" ")));
                words.add(line);
            }
        }
        return words.stream().distinct().toList();
    }

    /** A line of other kernel business in the style and at the time of the report, or of another program. */
    private static String noise(int seed, String resource) {
        String line = NOISE.get(seed % NOISE.size());
        if (seed % 3 == 0) {
            return "Apr 14 07:32:42 db7 sshd[1234]: " + line;
        }
        String text = line.substring(line.indexOf(']') + 1).strip();
        String style = Logs.lines(resource).get(0);
        return style.substring(0, textBegin(style)) + text;
    }

    private static int textBegin(String line) {
        int record = line.indexOf(";");
        int stamp = line.indexOf("] ");
        int tag = line.indexOf("kernel: ");
        return line.startsWith("4,") && record > 0
                ? record + 1
                : stamp > 0 ? stamp + 2 : tag > 0 ? tag + "kernel: ".length() : 0;
    }

    /** The same report by another task on another processor, with other numbers in its zones. */
    private static List<String> another(List<String> lines, FailureReport clean) {
        String task = clean.origin().task();
        List<String> others = new ArrayList<>();
        for (String line : lines) {
            others.add(line.replace(task + ":", "another:")
                    .replace("comm: " + task, "comm: another")
                    .replace("Comm: " + task, "Comm: another")
                    .replaceAll("(PID|Pid): \\d+", "$1: 4711")
                    .replaceAll("CPU: \\d+", "CPU: 77")
                    .replaceAll("caller=T\\d+", "caller=T4711")
                    .replaceAll(" free:(\\d+)kB", " free:7$1kB")
                    .replaceAll("= (\\d+)kB", "= 7$1kB"));
        }
        return others;
    }

    private static List<String> mixed(List<String> one, List<String> other, List<Boolean> turns) {
        Iterator<String> left = one.iterator();
        Iterator<String> right = other.iterator();
        List<String> mixed = new ArrayList<>();
        for (boolean turn : turns) {
            Iterator<String> next = turn ? left : right;
            if (next.hasNext()) {
                mixed.add(next.next());
            }
        }
        left.forEachRemaining(mixed::add);
        right.forEachRemaining(mixed::add);
        return mixed;
    }

    /** Less than the clean report may be there, but nothing else. */
    private static void holdsNothingBut(FailureReport clean, FailureReport failure) {
        assertThat(failure.kind()).isEqualTo(clean.kind());
        for (ReportZone zone : failure.memory().zones()) {
            assertThat(clean.memory().zones())
                    .as(
                            "a row of %s that is this report's own: %s",
                            failure.header().text(), zone)
                    .anyMatch(own -> agrees(own, zone));
        }
    }

    private static boolean agrees(ReportZone own, ReportZone found) {
        return own.id().equals(found.id())
                && absentOr(own.freeKb(), found.freeKb())
                && absentOr(own.minKb(), found.minKb())
                && sameButForACutEnd(own.lowmemReserve(), found.lowmemReserve())
                && sameBlocks(own.buddy(), found.buddy());
    }

    private static boolean sameBlocks(BuddyList own, BuddyList found) {
        return found == null
                || own.counts().equals(found.counts())
                        && own.types().equals(found.types())
                        && absentOr(own.totalKb(), found.totalKb());
    }

    /** Where a log ends within its only list, nothing shows it. */
    private static boolean sameButForACutEnd(List<Long> own, List<Long> found) {
        if (found == null || found.equals(own)) {
            return true;
        }
        int last = found.size() - 1;
        return last < own.size()
                && found.subList(0, last).equals(own.subList(0, last))
                && String.valueOf(own.get(last)).startsWith(String.valueOf(found.get(last)));
    }

    private static boolean absentOr(Object own, Object found) {
        return found == null || Objects.equals(own, found);
    }

    private static FailureReport clean(String resource) {
        return CLEAN.computeIfAbsent(resource, name -> {
            List<FailureReport> failures = Logs.failures(Logs.lines(name));
            assertThat(failures).as(name).hasSize(1);
            return failures.get(0);
        });
    }
}
