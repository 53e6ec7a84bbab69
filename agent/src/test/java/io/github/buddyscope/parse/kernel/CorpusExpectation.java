// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.Stall;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** What a reader found in a file of the corpus, and whether the parser found the same. */
final class CorpusExpectation {
    private static final Map<String, FailureKind> KINDS = Map.ofEntries(
            Map.entry("PAGE_ALLOC_FAILURE", FailureKind.PAGE_ALLOC_FAILURE),
            Map.entry("PAGE_ALLOC_STALL", FailureKind.PAGE_ALLOC_STALL),
            Map.entry("VMALLOC_FAILURE", FailureKind.VMALLOC_FAILURE),
            Map.entry("VMEMMAP_ALLOC_FAILURE", FailureKind.VMEMMAP_FAILURE),
            Map.entry("OOM_INVOKED", FailureKind.OOM_KILL),
            Map.entry("SLUB_FAILURE", FailureKind.SLAB_FAILURE),
            Map.entry("VMAP_FAILURE", FailureKind.VMAP_FAILURE),
            Map.entry("SWIOTLB_FULL", FailureKind.SWIOTLB_FULL),
            Map.entry("CMA_FAILURE", FailureKind.CMA_FAILURE));

    /** Lines of which none is a failure of its own. */
    private static final Set<String> PARTS = Set.of(
            "OOM_KILL_SUMMARY",
            "OOM_KILLED",
            "VMALLOC_LINE_OLD",
            "SWIOMMU",
            "SUPPRESSED",
            "BUDDY_TRUNCATED",
            "LEGACY_24");

    private final JsonNode meta;
    /** The kind of the failure that begins at a line. */
    private final Map<Long, FailureKind> kinds = new TreeMap<>();
    /** What the reader wrote of it. */
    private final Map<Long, JsonNode> nodes = new TreeMap<>();

    CorpusExpectation(JsonNode meta) {
        this.meta = meta;
        for (JsonNode header : meta.get("headers")) {
            begin(header, line(header));
        }
        for (JsonNode other : meta.get("other")) {
            String type = other.get("class").asText();
            if (!PARTS.contains(type)) {
                begin(other, line(other));
            } else if (type.equals("VMALLOC_LINE_OLD")) {
                kinds.put(after(line(other)), FailureKind.VMALLOC_FAILURE);
            }
        }
    }

    private void begin(JsonNode node, long line) {
        kinds.put(line, Objects.requireNonNull(KINDS.get(node.get("class").asText())));
        nodes.put(line, node);
    }

    void check(SoftAssertions soft, List<FailureReport> failures) {
        Map<Long, FailureKind> found = new TreeMap<>();
        for (FailureReport failure : failures) {
            found.put(failure.header().number(), failure.kind());
        }
        soft.assertThat(failures).as("one failure a line").hasSize(found.size());
        soft.assertThat(found).as("failures").isEqualTo(kinds);
        for (FailureReport failure : failures) {
            JsonNode node = nodes.get(failure.header().number());
            if (node != null) {
                if (node.has("comm")) {
                    header(soft, node, failure);
                }
                memory(soft, failure);
                detail(soft, node, failure);
            }
        }
        for (JsonNode other : meta.get("other")) {
            other(soft, other, failures);
        }
    }

    private void header(SoftAssertions soft, JsonNode header, FailureReport failure) {
        Request request = failure.request();
        Origin origin = failure.origin();
        soft.assertThat(origin.task()).as("task").isEqualTo(text(header, "comm"));
        if (request == null) {
            soft.fail("a header without a request");
        } else {
            value(soft, "order", failure.order(), integer(header, "order"));
            soft.assertThat("0x" + Long.toHexString(request.mode())).as("mode").isEqualTo(text(header, "mode_hex"));
            soft.assertThat(request.flags()).as("flags").isEqualTo(strings(header.get("flags")));
            // since 5.0 the summary of an OOM kill tells them, which the reader noted elsewhere
            boolean summed = failure.kind() == FailureKind.OOM_KILL && text(header, "cpuset") == null;
            if (!summed) {
                value(soft, "nodemask", request.nodemask(), text(header, "nodemask"));
                value(soft, "cpuset", request.cpuset(), text(header, "cpuset"));
                value(soft, "mems_allowed", request.memsAllowed(), text(header, "mems_allowed"));
            }
        }
        value(soft, "pid", origin.pid(), integer(header, "pid"));
        value(soft, "cpu", origin.cpu(), integer(header, "cpu"));
        value(soft, "kernel", origin.kernel(), text(header, "kernel"));
        value(soft, "workqueue", origin.workqueue(), text(header, "workqueue"));
        value(soft, "hardware", origin.hardware(), text(header, "hardware"));
    }

    private void detail(SoftAssertions soft, JsonNode node, FailureReport failure) {
        List<String> values = node.has("values") ? strings(node.get("values")) : List.of();
        if (failure.detail() instanceof Stall stall) {
            soft.assertThat(stall.stalledMillis())
                    .isEqualTo(node.get("stall_ms").asLong());
        } else if (failure.detail() instanceof OomKill kill) {
            value(soft, "oom_score_adj", kill.adjustment(), integer(node, "oom_score_adj"));
        } else if (failure.detail() instanceof Vmalloc vmalloc && failure.kind() == FailureKind.VMAP_FAILURE) {
            soft.assertThat(vmalloc.bytes()).isEqualTo(Long.valueOf(values.get(0)));
        } else if (failure.detail() instanceof Vmalloc vmalloc && node.has("detail")) {
            String words = vmalloc.reason() != null
                    ? "vmalloc error: size " + vmalloc.bytes() + ", " + vmalloc.reason()
                    : "vmalloc: allocation failure, allocated " + vmalloc.allocatedBytes() + " of " + vmalloc.bytes()
                            + " bytes";
            soft.assertThat(words).isEqualTo(text(node, "detail"));
        } else if (failure.detail() instanceof Slab slab) {
            soft.assertThat(slab.node()).isEqualTo(Integer.valueOf(values.get(0)));
            soft.assertThat("0x" + Long.toHexString(failure.request().mode())).isEqualTo(values.get(1));
            soft.assertThat(String.join("|", failure.request().flags())).isEqualTo(values.get(2));
        } else if (failure.detail() instanceof Cma cma) {
            soft.assertThat(List.of(cma.pages() + "", cma.error() + "")).isEqualTo(values);
        } else if (failure.detail() instanceof Swiotlb swiotlb) {
            // the reader took a shell's prompt into a name
            soft.assertThat(values.get(0)).endsWith(swiotlb.device());
            soft.assertThat(swiotlb.bytes()).isEqualTo(Long.valueOf(values.get(1)));
        }
    }

    /** Lines that are parts of failures: the one before, or the next. */
    private void other(SoftAssertions soft, JsonNode other, List<FailureReport> failures) {
        long line = line(other);
        List<String> values = other.has("values") ? strings(other.get("values")) : List.of();
        switch (other.get("class").asText()) {
            case "OOM_KILL_SUMMARY" -> {
                FailureReport owner = last(failures, FailureKind.OOM_KILL, line);
                value(soft, "constraint", ((OomKill) owner.detail()).constraint(), values.get(0));
            }
            case "OOM_KILLED" -> {
                FailureReport owner = last(failures, FailureKind.OOM_KILL, line);
                OomKill kill = (OomKill) owner.detail();
                value(soft, "victim's pid", kill.victimPid(), Integer.valueOf(values.get(0)));
                value(soft, "victim", kill.victim(), values.get(1));
            }
            case "SUPPRESSED" -> suppressed(soft, line, values, failures);
            case "VMALLOC_LINE_OLD" -> {
                Vmalloc vmalloc = (Vmalloc) failures.get(0).detail();
                soft.assertThat(vmalloc.bytes() + " bytes").isEqualTo(values.get(0));
            }
            case "SWIOMMU" -> {
                Swiotlb swiotlb =
                        (Swiotlb) last(failures, FailureKind.SWIOTLB_FULL, line).detail();
                soft.assertThat(swiotlb.bytes()).isEqualTo(Long.valueOf(values.get(0)));
                soft.assertThat(swiotlb.device()).endsWith(values.get(1));
            }
            case "BUDDY_TRUNCATED" -> {
                FailureReport owner = failures.isEmpty() ? null : failures.get(0);
                if (owner != null) {
                    ReportZone zone = find(owner.memory().zones(), id(other));
                    soft.assertThat(zone == null ? null : zone.buddy())
                            .as("a cut list")
                            .isNull();
                    soft.assertThat(owner.memory().cut()).isTrue();
                }
            }
            default -> {}
        }
    }

    private void suppressed(SoftAssertions soft, long line, List<String> values, List<FailureReport> failures) {
        FailureKind kind = switch (values.get(0)) {
            case "warn_alloc", "warn_alloc_failed" -> FailureKind.PAGE_ALLOC_FAILURE;
            case "slab_out_of_memory" -> FailureKind.SLAB_FAILURE;
            case "swiotlb_tbl_map_single" -> FailureKind.SWIOTLB_FULL;
            default -> throw new AssertionError(values);
        };
        for (FailureReport failure : failures) {
            if (failure.kind() == kind && failure.header().number() > line) {
                soft.assertThat(failure.suppressed()).as("suppressed").isEqualTo(Integer.parseInt(values.get(1)));
                return;
            }
        }
        soft.fail("no failure after suppressed ones");
    }

    /** Zones and buddy lists from the failure's line to that of the next report. */
    private void memory(SoftAssertions soft, FailureReport failure) {
        List<ReportZone> zones = failure.memory().zones();
        long from = failure.header().number();
        long to = nodes.get(from).has("comm") ? nextHeader(from) : from;
        List<ZoneId> expected = new ArrayList<>();
        for (JsonNode zone : meta.get("zones")) {
            if (line(zone) < from || line(zone) > to) {
                continue;
            }
            ReportZone read = find(zones, id(zone));
            soft.assertThat(read).as("zone of line %d", line(zone)).isNotNull();
            if (read == null) {
                continue;
            }
            expected.add(read.id());
            kb(soft, zone, "free_kb", read.freeKb());
            kb(soft, zone, "min_kb", read.minKb());
            kb(soft, zone, "low_kb", read.lowKb());
            kb(soft, zone, "high_kb", read.highKb());
            kb(soft, zone, "boost_kb", read.boostKb());
            kb(soft, zone, "present_kb", read.presentKb());
            kb(soft, zone, "managed_kb", read.managedKb());
            kb(soft, zone, "free_cma_kb", read.freeCmaKb());
        }
        List<ZoneId> lists = new ArrayList<>();
        for (JsonNode row : meta.get("buddy")) {
            if (line(row) < from || line(row) > to) {
                continue;
            }
            ReportZone read = find(zones, id(row));
            lists.add(id(row));
            soft.assertThat(read).as("buddy list of line %d", line(row)).isNotNull();
            if (read != null) {
                buddy(soft, row, read.buddy());
            }
        }
        soft.assertThat(zones.stream().filter(z -> z.freeKb() != null).map(ReportZone::id))
                .containsExactlyInAnyOrderElementsOf(expected);
        soft.assertThat(zones.stream().filter(z -> z.buddy() != null).map(ReportZone::id))
                .containsExactlyInAnyOrderElementsOf(lists);
    }

    private static void buddy(SoftAssertions soft, JsonNode row, ReportZone.BuddyList list) {
        soft.assertThat(list).as("buddy list of line %s", row.get("line")).isNotNull();
        if (list == null) {
            return;
        }
        List<Long> counts = new ArrayList<>();
        for (int order = 0; order < list.counts().orders(); order++) {
            counts.add(list.counts().count(order));
        }
        soft.assertThat(counts).as("counts").isEqualTo(numbers(row.get("counts")));
        soft.assertThat(list.blockKb()).as("sizes").isEqualTo(numbers(row.get("block_kb")));
        List<String> types = strings(row.get("types"));
        boolean letters =
                types.stream().anyMatch(t -> !t.isEmpty()) || counts.stream().allMatch(c -> c == 0);
        soft.assertThat(list.types()).as("types").isEqualTo(letters ? types : List.of());
        soft.assertThat(list.totalKb())
                .as("total")
                .isEqualTo(row.get("total_kb").asLong());
    }

    private void kb(SoftAssertions soft, JsonNode zone, String key, Long read) {
        JsonNode number = zone.get(key);
        boolean fits = number != null && number.canConvertToLong();
        value(soft, key + " of line " + line(zone), read, fits ? number.asLong() : null);
    }

    private static <T> void value(SoftAssertions soft, String name, T read, T expected) {
        soft.assertThat(read).as(name).isEqualTo(expected);
    }

    private static FailureReport last(List<FailureReport> failures, FailureKind kind, long line) {
        FailureReport last = null;
        for (FailureReport failure : failures) {
            last = failure.kind() == kind && failure.header().number() <= line ? failure : last;
        }
        return last;
    }

    private static ReportZone find(List<ReportZone> zones, ZoneId id) {
        return zones.stream().filter(z -> z.id().equals(id)).findFirst().orElse(null);
    }

    private static ZoneId id(JsonNode node) {
        return new ZoneId(
                node.get("node").isNull() ? 0 : node.get("node").asInt(),
                node.get("zone").asText());
    }

    private long nextHeader(long line) {
        Set<Long> later = new HashSet<>();
        for (JsonNode header : meta.get("headers")) {
            later.add(line(header));
        }
        return later.stream().filter(l -> l > line).min(Long::compare).orElse(Long.MAX_VALUE);
    }

    private long after(long line) {
        return kinds.keySet().stream().filter(l -> l > line).findFirst().orElseThrow();
    }

    private static long line(JsonNode node) {
        return node.get("line").asLong();
    }

    private static String text(JsonNode node, String key) {
        return !node.has(key) || node.get(key).isNull() ? null : node.get(key).asText();
    }

    private static Integer integer(JsonNode node, String key) {
        return !node.has(key) || node.get(key).isNull()
                ? null
                : (Integer) node.get(key).asInt();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(s -> strings.add(s.asText()));
        return strings;
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(n -> numbers.add(n.asLong()));
        return numbers;
    }
}
