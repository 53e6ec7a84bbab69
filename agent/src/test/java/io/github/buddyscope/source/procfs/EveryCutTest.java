// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host's files, cut after each of their bytes: what is told is what the whole file tells, or that it isn't known. */
class EveryCutTest {
    private static final List<String> FILES = List.of("buddyinfo", "zoneinfo", "vmstat", "pressure/memory");
    /** Some zones whole; each of their lines' ends and begins is among the cuts. */
    private static final int LONGEST = 6_000;

    @TempDir
    private Path proc;

    private HostSampler sampler;

    @BeforeEach
    void layThemOut() throws IOException {
        Files.createDirectory(proc.resolve("pressure"));
        for (String file : FILES) {
            String text = captured(file.replace("/memory", ""));
            int end = text.length() <= LONGEST ? text.length() : text.lastIndexOf('\n', LONGEST) + 1;
            Files.writeString(proc.resolve(file), text.substring(0, end));
        }
        sampler = new HostSampler(proc);
    }

    private static String captured(String name) throws IOException {
        try (InputStream in = EveryCutTest.class.getResourceAsStream(
                "/procfs/" + name + (name.equals("pressure") ? "-6.18.txt" : "-x86-6.18.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"buddyinfo", "zoneinfo", "vmstat", "pressure/memory"})
    void noneMakesAnotherNumberOfIt(String cut) throws IOException {
        HostSample whole = sampler.sample();
        try (RandomAccessFile file = new RandomAccessFile(proc.resolve(cut).toFile(), "rw")) {
            for (long length = file.length(); length >= 0; length--) {
                file.setLength(length);

                HostSample sample = sampler.sample();

                assertPartOf(whole, sample, cut + " cut after " + length);
            }
        }
    }

    /** The kernel gives {@code EIO} for the memory at 0. */
    @Test
    void aFileThatFailsWithinIsNotKnown() throws IOException {
        for (String file : FILES) {
            Files.delete(proc.resolve(file));
            Files.createSymbolicLink(proc.resolve(file), Path.of("/proc/self/mem"));
        }

        HostSample sample = sampler.sample();

        for (String file : FILES) {
            Files.delete(proc.resolve(file));
        }
        assertThat(sample.zones()).isEmpty();
        assertThat(sample.vmStat()).isNull();
        assertThat(sample.pressure()).isNull();
        assertThat(sampler.states()).allSatisfy(state -> {
            assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(state.detail()).contains("fails");
        });
    }

    private static void assertPartOf(HostSample whole, HostSample sample, String when) {
        for (ZoneSample zone : sample.zones()) {
            ZoneSample same = whole.zones().stream()
                    .filter(each -> each.id().equals(zone.id()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(when + ": a zone that there isn't: " + zone.id()));
            if (!zone.free().equals(same.free())) {
                throw new AssertionError(when + ": " + zone.free() + " of " + same.free());
            }
            assertPartOf(same.info(), zone.info(), when);
        }
        if (sample.vmStat() != null) {
            for (Map.Entry<String, Long> counter : sample.vmStat().counters().entrySet()) {
                if (!counter.getValue().equals(whole.vmStat().counters().get(counter.getKey()))) {
                    throw new AssertionError(when + ": " + counter);
                }
            }
        }
        assertPartOf(whole.pressure(), sample.pressure(), when);
    }

    /** Component by component the same, or not known. */
    private static void assertPartOf(Record whole, Record part, String when) {
        if (part == null || part.equals(whole)) {
            return;
        }
        List<String> others = new ArrayList<>();
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object of = component.getAccessor().invoke(whole);
                Object told = component.getAccessor().invoke(part);
                boolean unknown = told == null || told.equals(ZoneInfo.UNKNOWN) || told.equals(List.of());
                if (told instanceof Record inner && of instanceof Record) {
                    assertPartOf((Record) of, inner, when);
                } else if (!unknown && !told.equals(of)) {
                    others.add(component.getName() + " " + told + " of " + of);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!others.isEmpty()) {
            throw new AssertionError(when + ": " + others);
        }
    }
}
