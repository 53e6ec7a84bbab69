// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verdict on every report of the corpus, each worked out by hand from its text, in pages of 4 KiB unless said
 * otherwise; of the logs that a mail client has broken too.
 */
class CorpusVerdictTest {
    /** File, line of the header ({@code *} for all that are left of the kind), kind, cause, confidence, zone, reason. */
    private static final String TABLE = """
            001 |   2 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 DMA32  | no Normal here; 15049-31, less 512 reserved and 194 CMA, > 12253; nothing of 128 kB
            003 |   1 | PAGE_ALLOC_FAILURE | SHORTAGE      | HIGH   | Node 0 Normal | NOMEMALLOC: no last pages for kswapd; 19848-8 <= 20077, 7168 of which are boost
            005 |   1 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 Normal | 31718-15 > 15990, nothing of 64 kB; DMA32 15873-15 <= 889+14975
            005 |  68 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 Normal | 53940-15 > 48246 though boosted, nothing of 64 kB
            007 |   7 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | wrapped: 105374-512 > 28669: no zone refused a page
            007 | 115 | SLAB_FAILURE       | UNKNOWN       | LOW    | -             | wrapped: no numbers of memory in its own lines
            009 |   1 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 Normal | 193592-15-512 > 48482, nothing of 64 kB; DMA32 19364 > 6364+12962, nothing either
            011 |   3 | OOM_KILL           | SHORTAGE      | HIGH   | Node 0 Normal | wrapped: 11613 <= 19218 (high) and 12812 (min); DMA32 16169 <= 6098+12114
            013 |   1 | VMEMMAP_FAILURE    | FRAGMENTATION | HIGH   | Node 0 DMA32  | the only zone yet: 17296-511 > 11142, nothing of 2 MB
            013 |  56 | OOM_KILL           | SHORTAGE      | HIGH   | Node 0 Normal | 9824 <= 14904 (high) and 9936 (min); DMA32 8878 <= 10327
            015 |   2 | PAGE_ALLOC_FAILURE | RESERVED      | HIGH   | Node 0 Normal | wrapped: as 109
            017 |   1 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 DMA32  | 795-511 > 74, the largest is 1 MB and 2 were asked for
            017 |  40 | OOM_KILL           | SHORTAGE      | HIGH   | Node 0 DMA32  | 417 <= 1134 (high); 1024 of that are boost, which 5.6 doesn't print
            019 |   1 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 1 Normal | 491446-31-512 > 11316, nothing of 128 kB; Node 0 had one, HighAtomic's
            021 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | DMA32 13666-1 > 11153, but its list is cut
            023 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            025 |  53 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | a total of 19133 pages, but no zones
            025 |   * | SLAB_FAILURE       | UNKNOWN       | LOW    | -             | no numbers of memory
            027 |   4 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | at boot, before there were zones to print
            029 |   2 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | wrapped: as 111
            029 |   * | SLAB_FAILURE       | UNKNOWN       | LOW    | -             | wrapped: as 111
            029 | 111 | OOM_KILL           | UNKNOWN       | LOW    | -             | wrapped: as 111
            031 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            033 |   1 | OOM_KILL           | CGROUP_LIMIT  | HIGH   | -             | CONSTRAINT_MEMCG: 1048556 of 1048576 kB
            035 |   1 | OOM_KILL           | UNKNOWN       | LOW    | -             | 0x0: called by a page fault; 6.6 GB free in Normal
            037 |   2 | VMALLOC_FAILURE    | UNKNOWN       | HIGH   | -             | no vm_struct, and 38 GB free in Node 0 Normal alone
            037 |   * | VMAP_FAILURE       | UNKNOWN       | HIGH   | -             | addresses, not memory
            039 |   1 | OOM_KILL           | RESERVED      | HIGH   | Node 0 Normal | wrapped: as 107
            041 |   1 | VMAP_FAILURE       | UNKNOWN       | HIGH   | -             | addresses, not memory
            041 |   2 | VMALLOC_FAILURE    | UNKNOWN       | HIGH   | -             | pages of 64 kB: 31798 > 0 free, so it's no object that was missing
            045 |   1 | VMALLOC_FAILURE    | SHORTAGE      | HIGH   | Node 1 DMA32  | order 9: 12310-511-512 <= 11469; Node 0 6446-511-1024 <= 5242
            047 |   1 | VMALLOC_FAILURE    | UNKNOWN       | HIGH   | -             | 4 GB of a machine that has 2
            049 |   * | VMAP_FAILURE       | UNKNOWN       | HIGH   | -             | addresses, not memory
            051 |   * | SWIOTLB_FULL       | UNKNOWN       | HIGH   | -             | 490 slots, and one mapping has at most 128
            053 |   1 | OOM_KILL           | SHORTAGE      | MEDIUM | Node 0 DMA    | wrapped: 46849-40960 CMA = 5889 > 5632 (min), <= 8448 (high); HighMem isn't for GFP_USER
            055 |   5 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            057 |  67 | VMALLOC_FAILURE    | UNKNOWN       | HIGH   | -             | 16 GB of a machine that has 6.3
            059 | 240 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            061 |   3 | PAGE_ALLOC_FAILURE | RESERVED      | MEDIUM | Node 0 Normal | 17705-31 > 15574 if HighAtomic took less than 2100; its one block of 128 kB is HighAtomic's
            063 |   4 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            063 |   7 | OOM_KILL           | UNKNOWN       | LOW    | -             | the header only, in another's trace
            065 |   1 | OOM_KILL           | CGROUP_LIMIT  | HIGH   | -             | CONSTRAINT_MEMCG: all of 31211520 kB
            067 |   1 | OOM_KILL           | UNKNOWN       | HIGH   | -             | order -1: by hand
            069 |   1 | PAGE_ALLOC_FAILURE | FRAGMENTATION | HIGH   | Node 0 Normal | wrapped: 5460-15 > 4239, but 619 <= 2119 past order 0; DMA32 32745 > 12592+1010, but 1001 <= 3148 past order 1
            071 |  15 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | the lists above it are of an event two hours before
            073 |   1 | PAGE_ALLOC_FAILURE | SHORTAGE      | HIGH   | Node 0 Normal | atomic: 366 <= 378 (3/8 of 1005); DMA 7 <= 7
            075 |   1 | OOM_KILL           | SHORTAGE      | HIGH   | Node 0 DMA32  | 1593-3 <= 2433 (high) and 1623 (min); Normal has no memory, Movable isn't for GFP_KERNEL
            077 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | lists without zone lines
            079 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | ZONE_DMA is all that's left of the dump
            083 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            087 |   2 | CMA_FAILURE        | UNKNOWN       | LOW    | -             | -12 doesn't tell a small area from a broken up one
            089 |   2 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            091 |   3 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            095 |   1 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            097 |   1 | PAGE_ALLOC_STALL   | UNKNOWN       | LOW    | -             | no memory dump
            097 |   2 | OOM_KILL           | UNKNOWN       | LOW    | -             | neither a constraint nor a dump
            099 |   1 | VMALLOC_FAILURE    | UNKNOWN       | LOW    | -             | no memory dump
            101 |   1 | SWIOTLB_FULL       | UNKNOWN       | HIGH   | -             | the bounce buffer, not memory
            103 |   1 | OOM_KILL           | UNKNOWN       | LOW    | -             | wrapped: neither a constraint nor a dump
            105 |   2 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            107 |   1 | OOM_KILL           | RESERVED      | HIGH   | Node 0 Normal | 26596-7-1024-138 > 22987 (high); 32 kB and larger only in CMA and HighAtomic
            109 |   2 | PAGE_ALLOC_FAILURE | RESERVED      | HIGH   | Node 0 Normal | 8311-31-3075 CMA > 489, 128 kB and larger only in CMA; HighMem isn't for GFP_KERNEL
            111 |   2 | PAGE_ALLOC_FAILURE | UNKNOWN       | LOW    | -             | no memory dump
            111 |   * | SLAB_FAILURE       | UNKNOWN       | LOW    | -             | no numbers of memory
            111 |  81 | OOM_KILL           | UNKNOWN       | LOW    | -             | 0x0: called by a page fault
            113 |   1 | OOM_KILL           | SHORTAGE      | MEDIUM | -             | CONSTRAINT_NONE and a single page, but no numbers
            115 |   * | SWIOTLB_FULL       | UNKNOWN       | HIGH   | -             | wrapped: 172 slots, and one mapping has at most 128
            """;

    record Row(String file, String line, String kind, Cause cause, Confidence confidence, String zone, String why) {
        boolean of(Found found) {
            return found.file.startsWith(file)
                    && kind.equals(found.report.kind().name())
                    && (line.equals("*")
                            || line.equals(Long.toString(found.report.header().number())));
        }
    }

    private record Found(String file, FailureReport report, Diagnosis diagnosis) {}

    private static final List<Found> FOUND = new ArrayList<>();

    @BeforeAll
    static void readTheCorpus() throws IOException, URISyntaxException {
        Path corpus = Path.of(CorpusVerdictTest.class.getResource("/corpus").toURI());
        List<Path> logs;
        try (var files = Files.list(corpus)) {
            logs = files.filter(f -> f.getFileName().toString().matches("[0-9]{3}-.*\\.log"))
                    .sorted()
                    .toList();
        }
        for (Path log : logs) {
            String name = log.getFileName().toString();
            KernelLogParser parser =
                    new KernelLogParser(report -> FOUND.add(new Found(name, report, Diagnostician.diagnose(report))));
            String[] lines = Files.readString(log, StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                parser.accept(i + 1, lines[i]);
            }
            parser.flush();
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] cells = line.split(" *\\| *", 7);
            rows.add(new Row(
                    cells[0].strip(),
                    cells[1].strip(),
                    cells[2],
                    Cause.valueOf(cells[3]),
                    Confidence.valueOf(cells[4]),
                    cells[5].equals("-") ? null : cells[5],
                    cells[6]));
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isWhatTheNumbersSay(Row row) {
        int told = 0;
        for (Found found : FOUND) {
            if (!row.of(found) || exact(found) != null && row.line.equals("*")) {
                continue;
            }
            told++;
            assertThat(found.diagnosis.cause()).as(found.diagnosis.summary()).isEqualTo(row.cause);
            assertThat(found.diagnosis.confidence())
                    .as(found.diagnosis.summary())
                    .isEqualTo(row.confidence);
            assertThat(found.diagnosis.judgement().zone()).isEqualTo(row.zone);
        }
        assertThat(told).as("reports found").isPositive();
    }

    private static Row exact(Found found) {
        for (Row row : rows()) {
            if (!row.line.equals("*") && row.of(found)) {
                return row;
            }
        }
        return null;
    }

    @Test
    void noReportIsWithoutARow() {
        TreeSet<String> without = new TreeSet<>();
        for (Found found : FOUND) {
            boolean known = false;
            for (Row row : rows()) {
                known |= row.of(found);
            }
            if (!known) {
                without.add(found.file + " " + found.report.header().number() + " " + found.report.kind());
            }
        }
        assertThat(without).isEmpty();
    }
}
