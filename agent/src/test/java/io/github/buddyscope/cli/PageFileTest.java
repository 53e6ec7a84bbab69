// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFileTest {
    @TempDir
    Path directory;

    /** In a directory that everyone may write, such as /tmp, anyone can guess its name beforehand. */
    @Test
    void aLinkInPlaceOfTheUnfinishedPageIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "as it was");
        Path page = directory.resolve("service.html");
        Files.createSymbolicLink(
                directory.resolve(".service.html." + ProcessHandle.current().pid() + ".part"), precious);

        PageFile.write(page, "the page");

        assertThat(precious).hasContent("as it was");
        assertThat(page).isRegularFile().hasContent("the page");
        assertThat(Files.isSymbolicLink(page)).isFalse();
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(precious, page);
        }
    }
}
