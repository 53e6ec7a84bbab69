// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedPartsTest implements SkippedParts.Found {
    @TempDir
    private Path directory;

    private final List<String> anchors = new ArrayList<>();
    private long lines;

    @Override
    public void lines(long more) {
        lines += more;
    }

    @Override
    public void anchor(String line) {
        anchors.add(line);
    }

    private SkippedParts part(String text, long from) throws IOException {
        Path file = Files.writeString(directory.resolve("log"), text);
        SkippedParts parts = new SkippedParts(FileChannel.open(file, StandardOpenOption.READ), "the file's key");
        parts.add(from, text.length());
        return parts;
    }

    @Test
    void countsItsLinesAndTellsThoseThatMayBeginAReport() throws IOException {
        String first = "kernel: dd: page allocation failure: order:5\n";
        String text =
                "before\n" + first + "usb 1-1: new device\n".repeat(10_000) + "cp: page allocation failure: order:6\n";
        try (SkippedParts part = part(text, 7)) {
            part.count(Long.MAX_VALUE / 2, this);
            assertThat(part.done()).isTrue();
        }
        assertThat(lines).isEqualTo(10_002);
        assertThat(anchors).containsExactly(first.strip(), "cp: page allocation failure: order:6");
    }

    @Test
    void countsLittleByLittleWithoutCuttingALine() throws IOException {
        String text = "dd: page allocation failure: order:5\n".repeat(20_000);
        try (SkippedParts part = part(text, 0)) {
            for (int i = 0; i < 1_000 && !part.done(); i++) {
                part.count(1, this);
            }
            assertThat(part.done()).isTrue();
            assertThat(part.left()).isZero();
        }
        assertThat(lines).isEqualTo(20_000);
        assertThat(anchors).hasSize(20_000).containsOnly("dd: page allocation failure: order:5");
    }

    @Test
    void countsNoLineTwiceThoughWhoIsToldOfOneFails() throws IOException {
        SkippedParts.Found failing = new SkippedParts.Found() {
            @Override
            public void lines(long more) {
                lines += more;
            }

            @Override
            public void anchor(String line) {
                throw new OutOfMemoryError("a test's");
            }
        };
        try (SkippedParts part = part("dd: page allocation failure: order:5\n".repeat(10), 0)) {
            assertThatThrownBy(() -> part.count(1, failing)).isInstanceOf(OutOfMemoryError.class);
            part.count(1, failing);
            assertThat(part.done()).isTrue();
        }
        assertThat(lines).isEqualTo(10);
    }

    @Test
    void countsEveryPartAndNothingBetweenThem() throws IOException {
        String line = "dd: page allocation failure: order:5\n";
        try (SkippedParts parts = part(line.repeat(10), 9L * line.length())) {
            parts.add(0, 3L * line.length());
            assertThat(parts.left()).isEqualTo(4L * line.length());
            parts.count(Long.MAX_VALUE / 2, this);
            assertThat(parts.done()).isTrue();
        }
        assertThat(lines).isEqualTo(4);
    }

    @Test
    void survivesALineLongerThanItsBuffer() throws IOException {
        try (SkippedParts part = part("x".repeat(200_000) + "\nlast\n", 0)) {
            part.count(Long.MAX_VALUE / 2, this);
        }
        assertThat(lines).isEqualTo(2);
    }

    @Test
    void failsWhereTheFileHasBeenTruncated() throws IOException {
        try (SkippedParts part = part("line\n".repeat(100_000), 0)) {
            part.count(1, this);
            Files.writeString(directory.resolve("log"), "");
            assertThatThrownBy(() -> part.count(1, this)).isInstanceOf(IOException.class);
            assertThat(part.left()).isPositive();
        }
    }
}
