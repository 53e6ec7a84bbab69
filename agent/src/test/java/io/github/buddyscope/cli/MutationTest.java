// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.Anchors;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.publish.text.DiagnosisJson;
import io.github.buddyscope.publish.text.DiagnosisText;
import io.github.buddyscope.publish.text.Palette;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Real logs, mutated, through the whole of what {@code explain} does: parser, diagnosis, text and JSON. {@code
 * -Dmutation.lines=10000000} and {@code -Dmutation.seed=N} choose how long and which.
 */
class MutationTest {
    private static final long LINES = Long.getLong("mutation.lines", 200_000);
    private static final long SEED = Long.getLong("mutation.seed", 1);
    /** No speed is asserted: a log of a few hundred lines that takes that long hangs. */
    private static final Duration HANGS = Duration.ofMinutes(1);

    private static final int LONGEST_LITERAL = 64;

    private final ObjectMapper jackson = new ObjectMapper();
    private final DiagnosisText text = new DiagnosisText(Palette.PLAIN);
    private long reports;

    @Test
    void noMutationThrowsHangsOrInvents() throws IOException {
        List<List<String>> logs = logs();
        long lines = 0;
        long round = 0;
        for (; lines < LINES; round++) {
            Mutation mutation = new Mutation(new Random(SEED * 1_000_003 + round), logs);
            List<String> mutated = mutation.log();
            lines += mutated.size();
            try {
                Assertions.assertTimeoutPreemptively(HANGS, () -> explain(mutated));
            } catch (AssertionError | RuntimeException e) {
                byte[] bytes = String.join("\n", mutated).getBytes(StandardCharsets.UTF_8);
                Path kept = Files.write(Path.of("target", "mutation-" + round + ".log"), bytes);
                throw new AssertionError("round " + round + " of seed " + SEED + ", kept in " + kept, e);
            }
        }
        System.out.printf(
                "%,d mutated lines in %,d logs of seed %d: %,d failures found, none invented, nothing thrown%n",
                lines, round, SEED, reports);
        assertThat(reports).isPositive();
    }

    private void explain(List<String> log) {
        List<FailureReport> found = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(found::add);
        long headers = 0;
        for (int i = 0; i < log.size(); i++) {
            parser.accept(i + 1, log.get(i));
            headers += anchors(log.get(i)) + (i == 0 ? 0 : acrossBreak(log.get(i - 1), log.get(i)));
        }
        parser.flush();
        assertThat((long) found.size()).isLessThanOrEqualTo(headers);
        for (FailureReport report : found) {
            told(report);
        }
        reports += found.size();
    }

    private void told(FailureReport report) {
        Diagnosis diagnosis = Diagnostician.diagnose(report);
        String words = text.of(report, diagnosis);
        assertThat(words.chars().filter(c -> c < ' ' && c != '\n' || c == 0x7f).count())
                .as(words)
                .isZero();
        String json = DiagnosisJson.of("a.log", report, diagnosis);
        assertThat(json.indexOf('\n')).isNegative();
        try {
            assertThat(jackson.readTree(json).get("kind").asText())
                    .isEqualTo(report.kind().name());
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** Lines that broke in the middle of a literal are put together again, with or without a blank. */
    private static long acrossBreak(String line, String next) {
        String end = line.substring(Math.max(0, line.length() - LONGEST_LITERAL));
        long apart = anchors(end) + anchors(next);
        return Math.max(0, Math.max(anchors(end + next), anchors(end.strip() + " " + next.strip())) - apart);
    }

    /** A line may hold the first lines of several reports where newlines were escaped. */
    private static long anchors(String line) {
        long count = 0;
        for (String literal : Anchors.literals()) {
            for (int at = line.indexOf(literal); at >= 0; at = line.indexOf(literal, at + 1)) {
                count++;
            }
        }
        return count;
    }

    private static List<List<String>> logs() throws IOException {
        List<List<String>> logs = new ArrayList<>();
        for (String folder : List.of("corpus", "seed")) {
            try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
                for (Path file : files.filter(MutationTest::isLog).sorted().toList()) {
                    List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                    logs.add(lines.subList(0, Math.min(lines.size(), 600)));
                }
            }
        }
        return logs;
    }

    private static boolean isLog(Path file) {
        return file.toString().endsWith(".log") || file.toString().endsWith(".kmsg");
    }
}
