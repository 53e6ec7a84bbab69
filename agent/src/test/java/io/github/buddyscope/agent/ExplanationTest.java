// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Path LOG = Path.of("src/test/resources/corpus/019-x86-5.15-2node-mountnfs-order5.log");

    @Test
    void everyFailureOfTheTextIsExplained() throws Exception {
        assertThat(Explanation.of(Files.readString(LOG))).contains("mount.nfs", "order 5");
    }

    @Test
    void aTextWhoseLinesAFieldHasJoinedSaysTheSame() throws Exception {
        String log = Files.readString(LOG);

        assertThat(Explanation.of(log.replace('\n', ' '))).isEqualTo(Explanation.of(log));
    }

    @Test
    void whereTheLinesCannotBeToldApartItSaysSo() {
        String joined = "java: page allocation failure: order:5, mode:0x80d0 " + "Node 0 DMA: 3*4kB ".repeat(200);

        assertThat(Explanation.of(joined)).contains("No line breaks", "command line's explain");
    }

    @Test
    void nothingFoundIsSaidWithWhatWasRead() {
        assertThat(Explanation.of("eth0: link up")).isEqualTo("No allocation failure found in that line.");
        assertThat(Explanation.of("eth0: link up\neth0: link down"))
                .isEqualTo("No allocation failure found in 2 lines.");
    }
}
