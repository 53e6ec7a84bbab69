// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The failures of real logs of all kinds. */
public final class Corpus {
    private Corpus() {}

    public static List<FailureReport> reports() {
        List<FailureReport> reports = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Path.of(Corpus.class.getResource("/corpus").toURI()))) {
            for (Path file :
                    files.filter(f -> !f.toString().endsWith(".json")).sorted().toList()) {
                KernelLogParser parser = new KernelLogParser(reports::add);
                String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
                for (int i = 0; i < lines.length; i++) {
                    parser.accept(i + 1, lines[i]);
                }
                parser.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return reports;
    }
}
