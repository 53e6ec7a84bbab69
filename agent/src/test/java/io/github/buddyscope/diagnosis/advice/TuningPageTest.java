// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.docs.Page;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/tuning.md} has a row for everything that a verdict may advise, with its source, and no other. */
class TuningPageTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/buddyscope/diagnosis/advice");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|.*\\| ([^|]+) \\|$");

    /** Where the code has the name of a setting. */
    private static final Pattern NAME = Pattern.compile("(?:new Advice\\(|String name =)\\s*\"([^\"]+)\"");

    private static final Pattern DOCUMENT = Pattern.compile("([\\w-]+(?:/[\\w-]+)+)\\.(?:rst|txt)");
    private static final KernelSettings SETTINGS =
            new KernelSettings(67_584L, 10L, 20L, 500L, 15_000L, 1L, "always", "always");
    private static final HostFacts HOST =
            new HostFacts(SETTINGS, 16_000_000L, Map.of("eth0", 9000), null, List.of(256L, 256L, 32L, 0L, 0L), 0L, 0L);

    @Test
    void hasARowForEverySettingInTheCodeAndNoOther() throws IOException {
        Set<String> inTheCode =
                new TreeSet<>(List.of("memory.max of the control group", "memory.limit_in_bytes of the control group"));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                NAME.matcher(Files.readString(file)).results().forEach(found -> inTheCode.add(found.group(1)));
            }
        }

        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(inTheCode);
    }

    @Test
    void namesTheDocumentThatAVerdictNames() throws IOException {
        Map<String, String> rows = rows();
        Set<String> advised = new TreeSet<>();

        for (String kernel : List.of("3.10.0", "4.10.0", "6.18.0")) {
            for (Cause cause : Cause.values()) {
                for (FailureKind kind : FailureKind.values()) {
                    for (String origin : List.of("i40e", "hugetlb", "transparent huge pages", "ib_ipoib", "btrfs")) {
                        for (Advice advice : advice(kernel, cause, kind, origin)) {
                            advised.add(advice.setting());
                            assertThat(rows).containsKey(advice.setting());
                            assertThat(rows.get(advice.setting())).contains(places(advice.source()));
                        }
                    }
                }
            }
        }
        // the others depend on what the report says of an area, an address range or a module
        assertThat(advised).hasSizeGreaterThanOrEqualTo(20);
    }

    private static List<Advice> advice(String kernel, Cause cause, FailureKind kind, String origin) {
        Reports asked = Reports.kernel(kernel).asked(5, 0x820, "GFP_ATOMIC");
        Asker asker = new Asker(origin, Actor.UNKNOWN, "", List.of(), Confidence.HIGH, "", Fallback.UNKNOWN);
        return Remedies.of(
                Attempt.of(asked.of(kind, asked.build().request(), null)),
                new Finding(cause, Confidence.HIGH, null, "", List.of()),
                asker,
                HOST);
    }

    /** The pages of the kernel's documentation, or the words where they name none. */
    private static List<String> places(String source) {
        List<String> pages = DOCUMENT.matcher(source)
                .results()
                .map(found -> "docs.kernel.org/" + found.group(1) + ".html")
                .toList();
        return pages.isEmpty() ? List.of(source) : pages;
    }

    /** Sources by setting. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Page.DOCS.resolve("tuning.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2)))
                        .as("%s twice", row.group(1))
                        .isNull();
            }
        }
        return rows;
    }
}
