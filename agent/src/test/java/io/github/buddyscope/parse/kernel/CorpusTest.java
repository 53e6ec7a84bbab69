// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.model.FailureReport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report of the corpus, held against what a reader found in it: all that it says, and nothing more. */
class CorpusTest {
    static Stream<Path> reports() throws IOException, URISyntaxException {
        return files(".meta.json");
    }

    /** Logs without a failure, and the texts of procfs. */
    static Stream<Path> negatives() throws IOException, URISyntaxException {
        Stream<Path> logs = files(".log").filter(p -> p.getFileName().toString().startsWith("negative-"));
        return Stream.concat(logs, files(".txt"));
    }

    private static Stream<Path> files(String suffix) throws IOException, URISyntaxException {
        Path corpus = Path.of(CorpusTest.class.getResource("/corpus").toURI());
        try (Stream<Path> files = Files.list(corpus)) {
            return files.filter(p -> p.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("negatives")
    void findsNoFailureInALogWithoutOne(Path log) {
        assertThat(Logs.failures(Logs.lines("/corpus/" + log.getFileName()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void readsWhatTheReportSays(Path metaFile) throws IOException {
        JsonNode meta = new ObjectMapper().readTree(metaFile.toFile());
        String name = metaFile.getFileName().toString().replace(".meta.json", ".log");
        List<FailureReport> failures = Logs.failures(Logs.lines("/corpus/" + name));
        CorpusExpectation expected = new CorpusExpectation(meta);
        SoftAssertions soft = new SoftAssertions();
        expected.check(soft, failures);
        soft.assertAll();
    }
}
