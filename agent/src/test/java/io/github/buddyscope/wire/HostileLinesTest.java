// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines of either side, damaged: a refusal at worst, whatever is in them. */
class HostileLinesTest {
    private static final String[] BITS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\\u",
        "null",
        "true",
        "-",
        "9223372036854775807",
        "-9223372036854775808",
        "1e999",
        "\u0000",
        "\u00e4",
        "\ud800",
        "{\"type\":",
        "\"order\":",
        "\"counts\":[",
        "64",
    };

    @Test
    void damagedLinesAreReadOrRefusedAndWhatIsReadCanBeDiagnosed() {
        Random random = new Random(6);
        List<FailureReport> reports = Corpus.reports();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 8_000; i++) {
            FailureReport report = reports.get(random.nextInt(reports.size()));
            byte[] bytes = MessageWriter.line(new Message.Failure(1, 2, 3, true, null, report));
            if (bytes == null) {
                continue;
            }
            StringBuilder line = new StringBuilder(new String(bytes, StandardCharsets.US_ASCII).strip());
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                int at = random.nextInt(line.length());
                String bit = BITS[random.nextInt(BITS.length)];
                int length = Math.min(line.length() - at, random.nextInt(3) == 0 ? random.nextInt(40) : bit.length());
                line.replace(at, at + length, bit);
            }
            try {
                MessageReader.fromAgent(line.toString());
                if (MessageReader.fromRelay(line.toString()) instanceof Message.Failure failure) {
                    Diagnostician.diagnose(failure.report());
                    read++;
                }
            } catch (Refusal e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }
}
