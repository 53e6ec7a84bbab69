// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLogTest {
    @TempDir
    private Path directory;

    private Path path;
    private OpenLog log;

    @BeforeEach
    void open() throws IOException {
        path = Files.writeString(directory.resolve("kern.log"), "one\ntwo\nthree\nfour\n");
        log = OpenLog.open(path, Files.getAttribute(path, "unix:fileKey"));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private SkippedParts skip() throws IOException {
        return log.skip(path, 0, 5, new byte[100], null);
    }

    private String next() throws IOException {
        ByteBuffer next = ByteBuffer.allocate(100);
        int length = log.read(next);
        return new String(next.array(), 0, length, StandardCharsets.UTF_8);
    }

    @Test
    void goesOnBehindWhatIsSkipped() throws IOException {
        try (SkippedParts parts = skip()) {
            assertThat(parts.left()).isEqualTo("one\ntwo\n".length());
        }
        assertThat(next()).isEqualTo("three\nfour\n");
    }

    @Test
    void skipsNothingOfAFileThatWasRenamed() throws IOException {
        Files.move(path, directory.resolve("kern.log.1"));

        assertThat(skip()).isNull();
        assertThat(next()).startsWith("one");
    }

    @Test
    void skipsNothingWhereAnotherFileIsInItsPlace() throws IOException {
        Files.move(path, directory.resolve("kern.log.1"));
        Files.writeString(path, "of another\n");

        assertThat(skip()).isNull();
        assertThat(next()).startsWith("one");
    }
}
