// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSamplerTest {
    private static final String BUDDYINFO = """
            Node 0, zone    DMA32      2      2      5      3      6      5      4      4      5      5    749\s
            Node 0, zone   Normal  10701   7572   5090   2979   1744    822    429    212    116      7   4920\s
            """;
    private static final String ZONEINFO = """
            Node 0, zone    DMA32
              pages free     771890
                    min      2116
                    low      2888
                    high     3660
                    present  782336
                    managed  772915
            Node 0, zone   Normal
              pages free     5250168
                    min      16817
                    low      22211
                    high     27605
                    present  5505024
                    managed  5394266
            Node 0, zone  Movable
              pages free     0
                    min      32
                    low      32
                    high     32
                    present  0
                    managed  0
            """;
    private static final String VMSTAT = "allocstall_normal 8\noom_kill 1\n";
    private static final String PRESSURE = """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=13003
            full avg10=0.00 avg60=0.00 avg300=0.00 total=12560
            """;

    @TempDir
    private Path proc;

    private HostSampler sampler;

    @BeforeEach
    void layOutProcfs() throws IOException {
        Files.createDirectory(proc.resolve("pressure"));
        write("buddyinfo", BUDDYINFO);
        write("zoneinfo", ZONEINFO);
        write("vmstat", VMSTAT);
        write("pressure/memory", PRESSURE);
        sampler = new HostSampler(proc);
    }

    @Test
    void joinsTheZonesOfBuddyinfoWithTheirMarks() {
        long before = System.nanoTime();
        HostSample sample = sampler.sample();

        assertThat(sample.nanos()).isBetween(before, System.nanoTime());
        assertThat(sample.zones()).hasSize(2);
        assertThat(sample.zones().get(0).id()).isEqualTo(new ZoneId(0, "DMA32"));
        assertThat(sample.zones().get(0).free()).isEqualTo(FreeBlocks.of(2, 2, 5, 3, 6, 5, 4, 4, 5, 5, 749));
        assertThat(sample.zones().get(1).info().watermarks()).isEqualTo(new Watermarks(16817, 22211, 27605));
        assertThat(sample.vmStat().allocStalls()).isEqualTo(8);
        assertThat(sample.pressure()).isEqualTo(new Pressure(13003, 12560));
        assertThat(sampler.states())
                .containsExactly(
                        SourceState.ok("buddyinfo"),
                        SourceState.ok("zoneinfo"),
                        SourceState.ok("vmstat"),
                        SourceState.ok("pressure"));
    }

    @Test
    void beforeTheFirstSampleNothingIsClaimed() {
        assertThat(sampler.states()).allSatisfy(state -> {
            assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(state.detail()).isEqualTo("not read yet");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"buddyinfo", "zoneinfo", "vmstat", "pressure"})
    void aMissingFileLeavesTheRest(String source) throws IOException {
        Files.delete(file(source));

        HostSample sample = sampler.sample();

        assertOnlyUnavailable(sample, source);
        assertThat(state(source).detail()).isEqualTo(file(source) + " isn't there");
        assertThat(state(source).remedy()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"buddyinfo", "zoneinfo", "vmstat", "pressure"})
    void aDirectoryInItsPlaceLeavesTheRest(String source) throws IOException {
        Files.delete(file(source));
        Files.createDirectory(file(source));

        assertOnlyUnavailable(sampler.sample(), source);
        assertThat(state(source).detail()).isEqualTo(file(source) + " is no plain file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"buddyinfo", "zoneinfo", "vmstat", "pressure"})
    void anEmptyFileLeavesTheRest(String source) throws IOException {
        Files.write(file(source), new byte[0]);

        assertOnlyUnavailable(sampler.sample(), source);
        assertThat(state(source).detail()).isEqualTo(file(source) + " is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"buddyinfo", "zoneinfo", "vmstat", "pressure"})
    void garbageLeavesTheRest(String source) throws IOException {
        byte[] garbage = new byte[100_000];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) (i * 31 + i / 256);
        }
        Files.write(file(source), garbage);

        assertOnlyUnavailable(sampler.sample(), source);
        assertThat(state(source).detail())
                .startsWith(file(source) + " can't be read as such: ")
                .hasSizeLessThan(300);
    }

    @Test
    void aFileThatMayNotBeReadIsToldWithItsRemedy() throws IOException {
        assumeTrue(file("zoneinfo").toFile().setReadable(false, false), "needs permission bits");
        assumeTrue(!Files.isReadable(file("zoneinfo")), "root reads everything");

        assertOnlyUnavailable(sampler.sample(), "zoneinfo");
        assertThat(state("zoneinfo").detail()).isEqualTo(file("zoneinfo") + " may not be read by this user");
        assertThat(state("zoneinfo").remedy()).startsWith("let this user read it");
    }

    @Test
    void aFileThatOpensAndCanNotBeReadIsToldWithTheKernelsReason() throws IOException {
        Path unmapped = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(unmapped), "needs a file of procfs that fails to be read at its begin");
        Files.delete(file("pressure"));
        Files.createSymbolicLink(file("pressure"), unmapped);

        assertOnlyUnavailable(sampler.sample(), "pressure");
        assertThat(state("pressure").detail()).startsWith("reading " + file("pressure") + " fails: ");
        assertThat(state("pressure").remedy()).contains("psi=1");
        Files.delete(file("pressure"));
    }

    @Test
    @Timeout(20)
    void aPipeInItsPlaceDoesNotBlock() throws Exception {
        Files.delete(file("vmstat"));
        int status =
                new ProcessBuilder("mkfifo", file("vmstat").toString()).start().waitFor();
        assumeTrue(status == 0, "needs mkfifo");

        assertOnlyUnavailable(sampler.sample(), "vmstat");
    }

    @Test
    void aCutFileGivesWhatIsWhole() throws IOException {
        write("buddyinfo", BUDDYINFO.substring(0, BUDDYINFO.length() - 8));

        assertThat(sampler.sample().zones())
                .extracting(zone -> zone.id().zone())
                .containsExactly("DMA32");
        assertThat(state("buddyinfo").status()).isEqualTo(Status.PARTIAL);
        assertThat(state("buddyinfo").detail()).startsWith(file("buddyinfo") + ": line 2: cut short");
    }

    @Test
    void aRowWithOtherColumnsIsLeftOutAndTold() throws IOException {
        write("buddyinfo", BUDDYINFO + "Node 1, zone   Normal 1 2 3\n");

        assertThat(sampler.sample().zones()).hasSize(2);
        assertThat(state("buddyinfo").detail()).endsWith("3 orders where other rows have 11 (Node 1 Normal)");
    }

    @Test
    void aZoneThatZoneinfoDoesNotKnowIsToldAndHasNoMarks() throws IOException {
        write("zoneinfo", ZONEINFO.replace("zone   Normal", "zone  HighMem"));

        assertThat(sampler.sample().zones().get(1).info()).isNull();
        assertThat(state("zoneinfo").status()).isEqualTo(Status.PARTIAL);
        assertThat(state("zoneinfo").detail()).endsWith("nothing about Node 0 Normal");
    }

    @Test
    void aFileThatVanishesIsMissedAtOnceAndReadAgainWhenItComesBack() throws IOException {
        assertThat(sampler.sample().zones()).hasSize(2);

        Files.delete(file("buddyinfo"));
        assertThat(sampler.sample().zones()).isEmpty();
        assertThat(state("buddyinfo").status()).isEqualTo(Status.UNAVAILABLE);

        write("buddyinfo", BUDDYINFO);
        assertThat(sampler.sample().zones()).hasSize(2);
        assertThat(state("buddyinfo")).isEqualTo(SourceState.ok("buddyinfo"));
    }

    @Test
    void aFileThatIsReplacedIsReadInItsNewForm() throws IOException {
        sampler.sample();
        Path next = Files.writeString(proc.resolve("next"), "oom_kill 2\n");
        Files.move(next, file("vmstat"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(sampler.sample().vmStat().get("oom_kill")).isEqualTo(2);
    }

    @Test
    void aRootThatIsNotThereIsSaidForEveryFile() {
        sampler = new HostSampler(proc.resolve("host"));

        HostSample sample = sampler.sample();

        assertThat(sample.zones()).isEmpty();
        assertThat(sample.vmStat()).isNull();
        assertThat(sample.pressure()).isNull();
        assertThat(sampler.states()).allSatisfy(state -> {
            assertThat(state.detail()).isEqualTo(proc.resolve("host") + " isn't there");
            assertThat(state.remedy()).contains("proc=PATH");
        });
    }

    @Test
    void withoutPressureTheRemedyNamesTheKernelAndItsBootOption() throws IOException {
        Files.delete(file("pressure"));

        sampler.sample();

        assertThat(state("pressure").remedy()).contains("4.20").contains("psi=1");
    }

    @Test
    void aFileOfSeveralMegabytesIsReadWhole() throws IOException {
        String processors = "    cpu: 1\n              count: 52\n              high:  186\n".repeat(70_000);
        write(
                "zoneinfo",
                ZONEINFO.replace("Node 0, zone   Normal", "  pagesets\n" + processors + "Node 0, zone   Normal"));

        assertThat(sampler.sample().zones().get(1).info().free()).isEqualTo(5250168);
        assertThat(state("zoneinfo")).isEqualTo(SourceState.ok("zoneinfo"));
    }

    @Test
    void aFileBeyondTheLimitIsReadUpToItAndToldSo() throws IOException {
        write("zoneinfo", ZONEINFO + "      numa_foreign 24000\n".repeat(700_000) + "Node 1, zone   Normal\n");

        HostSample sample = sampler.sample();

        assertThat(sample.zones().get(1).info().free()).isEqualTo(5250168);
        assertThat(sample.vmStat()).isNotNull();
        assertThat(state("zoneinfo").status()).isEqualTo(Status.PARTIAL);
        assertThat(state("zoneinfo").detail()).endsWith("is larger than 16 MiB, the rest was not read");
    }

    @Test
    void oneEndlessLineIsGarbage() throws IOException {
        Files.write(file("buddyinfo"), new byte[ProcFile.LIMIT + 1]);

        assertOnlyUnavailable(sampler.sample(), "buddyinfo");
        assertThat(state("buddyinfo").detail()).endsWith("is garbage: no line ends within 16 MiB");
    }

    @Test
    void readsThisHost() {
        assumeTrue(Files.isReadable(Path.of("/proc/buddyinfo")), "needs Linux");
        HostSampler host = new HostSampler(Path.of("/proc"));

        HostSample sample = host.sample();

        assertThat(sample.zones()).isNotEmpty().allSatisfy(zone -> {
            assertThat(zone.free().orders()).isBetween(7, 20);
            assertThat(zone.info().managed()).isNotNegative();
        });
        assertThat(sample.vmStat().allocStalls()).isNotNegative();
        assertThat(host.states())
                .filteredOn(state -> !state.source().equals("pressure"))
                .allMatch(state -> state.status() == Status.OK);
    }

    private void assertOnlyUnavailable(HostSample sample, String source) {
        assertThat(state(source).status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(sampler.states())
                .filteredOn(state -> !state.source().equals(source))
                .allMatch(state -> state.status() == Status.OK);
        assertThat(sample.zones().isEmpty()).isEqualTo(source.equals("buddyinfo"));
        assertThat(sample.zones()).allMatch(zone -> (zone.info() == null) == source.equals("zoneinfo"));
        assertThat(sample.vmStat() == null).isEqualTo(source.equals("vmstat"));
        assertThat(sample.pressure() == null).isEqualTo(source.equals("pressure"));
    }

    private SourceState state(String source) {
        List<SourceState> found = sampler.states().stream()
                .filter(state -> state.source().equals(source))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Path file(String source) {
        return proc.resolve(source.equals("pressure") ? "pressure/memory" : source);
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(proc.resolve(path), text, StandardCharsets.ISO_8859_1);
    }
}
