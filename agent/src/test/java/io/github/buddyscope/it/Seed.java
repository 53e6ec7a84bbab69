// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The report that started the project. */
final class Seed {
    private static final DateTimeFormatter SYSLOG = DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);

    private Seed() {}

    /** Its lines as a log daemon would write them now. */
    static List<String> linesOfNow() throws IOException {
        return linesOf(LocalDateTime.now());
    }

    /** Its lines as a log daemon would write them then. */
    static List<String> linesOf(LocalDateTime time) throws IOException {
        String now = SYSLOG.format(time);
        return lines().stream()
                .map(line -> line.replaceFirst("^Apr 14 07:32:42", now))
                .toList();
    }

    static List<String> lines() throws IOException {
        try (InputStream in = Seed.class.getResourceAsStream("/seed/el7-order5-i40e.log")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
