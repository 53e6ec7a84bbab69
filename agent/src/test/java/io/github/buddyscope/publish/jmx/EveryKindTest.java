// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.Correlator;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import io.github.buddyscope.publish.text.DiagnosisJson;
import io.github.buddyscope.publish.text.DiagnosisText;
import io.github.buddyscope.publish.text.Palette;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever kind of failure the kernel reports goes all the way: kinds without order, flags, task or dump, too. */
class EveryKindTest {
    private static final String LOG = """
            [    1.000000] java: page allocation failure: order:4, mode:0x40dc0(GFP_KERNEL|__GFP_COMP|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0
            [    2.000000] java: page allocation stalls for 10079ms, order:0, mode:0x14001c2(GFP_KERNEL|__GFP_HIGHMEM|__GFP_COLD), nodemask=(null)
            [    3.000000] java: vmalloc error: size 4096, vm_struct allocation failed, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null),cpuset=/,mems_allowed=0
            [    4.000000] vmalloc: allocation failure: 17178820608 bytes
            [    5.000000] vmap allocation for size 8192 failed: use vmalloc=<size> to increase size
            [    6.000000] java: vmemmap alloc failure: order:9, mode:0x4cc0(GFP_KERNEL|__GFP_RETRY_MAYFAIL), nodemask=(null),cpuset=/,mems_allowed=0
            [    7.000000] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
            [    8.000000] java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0
            [   30.000000] Memory cgroup out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB, file-rss:3kB, shmem-rss:4kB, UID:0 pgtables:5kB oom_score_adj:0
            [   50.000000] cma: cma_alloc: reserved: alloc failed, req-size: 972 pages, ret: -12
            [   51.000000] xhci-hcd ee000000.usb: swiotlb buffer is full (sz: 4096 bytes), total 32768 (slots), used 1088 (slots)
            """;
    private static final int FAILURES = 11;

    @TempDir
    Path folder;

    private static List<KernelFailure> failures() {
        List<FailureReport> reports = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(reports::add);
        List<String> lines = LOG.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            parser.accept(i + 1, lines.get(i));
        }
        parser.flush();
        List<KernelFailure> failures = new ArrayList<>();
        for (FailureReport report : reports) {
            Diagnosis diagnosis = Diagnostician.diagnose(report);
            failures.add(new KernelFailure(
                    report, diagnosis, failures.size(), Findings.TIME, 1, true, TaskMatch.UNKNOWN, "file:kern.log"));
        }
        return failures;
    }

    @Test
    void everyKindIsThere() {
        Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        failures().forEach(f -> kinds.add(f.report().kind()));

        assertThat(failures()).hasSize(FAILURES);
        assertThat(kinds).containsExactlyInAnyOrder(FailureKind.values());
    }

    @Test
    void theMBeanCountsEveryKind() throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
        try {
            publisher.tryRegister();
            failures().forEach(publisher::failure);
            ObjectName name = new ObjectName("buddyscope:type=KernelFailures");
            Map<Object, Object> counts = new HashMap<>();
            for (Object row : ((TabularData) server.getAttribute(name, "ByKind")).values()) {
                Object[] values = ((CompositeData) row).values().toArray();
                counts.put(values[1], values[0]);
            }

            assertThat(server.getAttribute(name, "Total")).isEqualTo((long) FAILURES);
            assertThat(((CompositeData[]) server.getAttribute(name, "Recent"))).hasSize(FAILURES);
            assertThat(counts.toString()).contains("OOM_KILL", "CMA_FAILURE", "SWIOTLB_FULL", "VMAP_FAILURE");
        } finally {
            publisher.close();
        }
    }

    @Test
    void everyKindIsAnEvent() throws Exception {
        JfrPublisher publisher = new JfrPublisher();
        publisher.tryRegister();
        try (Recording recording = new Recording()) {
            recording.enable("buddyscope.KernelFailure");
            recording.start();
            failures().forEach(publisher::failure);
            recording.stop();
            Path file = folder.resolve("kinds.jfr");
            recording.dump(file);
            Set<String> kinds = new TreeSet<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                kinds.add(event.getString("kind"));
            }

            assertThat(kinds).hasSize(FailureKind.values().length);
        } finally {
            publisher.close();
        }
    }

    @Test
    void everyKindGetsAVerdict() {
        Correlator correlator = new Correlator(new Timeline(0), 5, true, 4096);
        failures().forEach(correlator::add);
        Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        for (Verdict verdict : correlator.due(Long.MAX_VALUE / 2)) {
            kinds.add(((KernelFailure) verdict.first()).report().kind());
        }

        assertThat(kinds).containsExactlyInAnyOrder(FailureKind.values());
    }

    @Test
    void everyKindIsExplained() {
        for (KernelFailure failure : failures()) {
            FailureReport report = failure.report();

            assertThat(DiagnosisJson.of("kern.log", report, failure.diagnosis()))
                    .contains("\"kind\":\"" + report.kind() + "\"");
            assertThat(new DiagnosisText(Palette.PLAIN).of(report, failure.diagnosis()))
                    .isNotBlank()
                    .doesNotContain("null");
        }
    }
}
