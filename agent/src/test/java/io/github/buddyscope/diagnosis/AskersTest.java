// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskersTest {
    @Test
    void dump() throws Exception {
        java.io.File[] files = new java.io.File("src/test/resources/corpus").listFiles();
        java.util.Arrays.sort(files);
        for (java.io.File f : files) {
            if (!f.getName().endsWith(".log") && !f.getName().endsWith(".kmsg")) continue;
            java.util.List<io.github.buddyscope.model.FailureReport> reports = new java.util.ArrayList<>();
            var a = new io.github.buddyscope.parse.kernel.ReportAssembler(reports::add);
            String[] lines = java.nio.file.Files.readString(f.toPath()).split("\n");
            for (int i = 0; i < lines.length; i++)
                for (var l : io.github.buddyscope.parse.kernel.LogPrefix.parse(i + 1, lines[i])) a.accept(l);
            a.flush();
            for (var r : reports) {
                Asker k = Diagnostician.diagnose(r).asker();
                System.out.println("@@ " + f.getName() + "\n   " + r.kind() + " order " + r.order() + " " + k.origin()
                        + " | " + k.actor() + " | " + k.path() + " | " + k.evidence() + " | " + k.confidence() + " | "
                        + k.usually() + " | " + k.fallback());
            }
        }
        assertThat(files).isNotEmpty();
    }
}
