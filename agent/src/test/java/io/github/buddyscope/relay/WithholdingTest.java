// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.relay.TaskOwners.Owned;
import io.github.buddyscope.wire.Corpus;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.MessageWriter;
import io.github.buddyscope.wire.Refusal;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who gets to see what: every text and number that a record of the relay's can hold, decided one by one. */
class WithholdingTest {
    private enum Who {
        /** The host's, for everyone. */
        ALL,
        /** For everyone, but only what is the kernel's in it: {@link KernelNamesTest}. */
        KERNELS,
        /** For everyone likewise, and all of it for the task's owner. */
        KERNELS_OR_OWNER,
        /** The task's owner alone, as the kernel printed it. */
        OWNER,
        /** The task's owner alone, as /proc has it in his numbering. */
        OWNER_FROM_PROC,
        /** The owner of the victim alone. */
        VICTIMS_OWNER,
        NOBODY
    }

    private static final Map<String, Who> DECISIONS = new TreeMap<>();

    static {
        decide(Who.ALL, "KernelLine", "number", "kernelMicros");
        decide(Who.KERNELS_OR_OWNER, "KernelLine", "text");
        decide(Who.NOBODY, "KernelLine", "caller"); // a task's id
        decide(Who.NOBODY, "KernelLine", "time"); // a log daemon's, /dev/kmsg has none
        decide(Who.NOBODY, "Arrival", "nanos", "live"); // of the relay's own clock
        decide(Who.ALL, "Request", "order", "mode", "flags", "nodemask", "memsAllowed");
        decide(Who.OWNER, "Request", "cpuset"); // named after a container
        decide(Who.OWNER_FROM_PROC, "Origin", "pid");
        decide(Who.KERNELS, "Origin", "task", "workqueue");
        decide(Who.ALL, "Origin", "cpu", "kernel", "tainted", "hardware", "interruptContext");
        decide(Who.ALL, "Frame", "module", "reliable");
        decide(Who.ALL, "Frame", "function");
        decide(Who.ALL, "MemInfo", "freePages", "freeCmaPages", "cut");
        decide(Who.ALL, "ZoneId", "node", "zone");
        decide(
                Who.ALL,
                "ReportZone",
                "freeKb",
                "boostKb",
                "minKb",
                "lowKb",
                "highKb",
                "reservedHighatomicKb",
                "freeHighatomicKb",
                "presentKb",
                "managedKb",
                "freePcpKb",
                "freeCmaKb",
                "lowmemReserve");
        decide(Who.ALL, "BuddyList", "counts", "blockKb", "types", "totalKb");
        decide(Who.ALL, "FailureReport", "kind", "suppressed", "occurrences", "droppedLines");
        decide(Who.NOBODY, "FailureReport", "text"); // addresses, registers, other tenants' processes
        decide(Who.ALL, "Stall", "stalledMillis");
        decide(Who.ALL, "Vmalloc", "bytes", "allocatedBytes", "reason");
        decide(Who.ALL, "Slab", "node", "objectSize", "bufferSize", "defaultOrder", "minOrder");
        decide(Who.ALL, "Slab", "cache"); // up to its bracket
        decide(Who.ALL, "SlabNode", "node", "slabs", "objects", "free");
        decide(Who.ALL, "OomKill", "constraint", "notForCgroup", "noVictim", "alsoKilled");
        decide(Who.OWNER, "OomKill", "adjustment", "memcg", "limitKb", "usageKb");
        decide(Who.NOBODY, "OomKill", "taskMemcg");
        decide(Who.OWNER_FROM_PROC, "OomKill", "victim", "victimPid");
        decide(Who.VICTIMS_OWNER, "OomKill", "victimRssKb");
        decide(Who.ALL, "Cma", "area", "pages", "error");
        decide(Who.ALL, "Swiotlb", "device", "bytes", "totalSlots", "usedSlots");
        decide(Who.ALL, "AllocationFailure", "nanos", "order", "gfpFlags", "migrateType", "inInterrupt");
        decide(Who.ALL, "AllocationFailure", "stalledNanos");
        decide(Who.ALL, "AllocationStall", "kind", "order", "beginNanos", "endNanos", "nestedNanos", "outermost");
        decide(Who.ALL, "AllocationStall", "result", "pagesReclaimed", "gfpFlags");
        decide(Who.OWNER_FROM_PROC, "TracedTask", "name", "tid");
        decide(Who.ALL, "TracedTask", "cpu");
        decide(
                Who.ALL,
                "Zone",
                "nanos",
                "order",
                "reclaimable",
                "available",
                "minWatermark",
                "noProgressLoops",
                "enough");
        decide(Who.ALL, "Compaction", "nanos", "order", "priority", "result", "retries", "maxRetries", "again");
    }

    private static void decide(Who who, String record, String... components) {
        for (String component : components) {
            DECISIONS.put(record + "." + component, who);
        }
    }

    private static final HostProcess PROCESS = new HostProcess(100, 1, () -> "somebody", 0);
    private static final Owned ASKER = new Owned(PROCESS, 8_100_001, "own-asker");
    private static final Owned VICTIM = new Owned(PROCESS, 8_100_002, "own-victim");

    /** What was put into each component of a record that was made up. */
    private final Map<String, List<String>> marks = new HashMap<>();

    private long next = 700_000_001;

    @Test
    void everythingThatARecordHoldsHasBeenDecidedUpon() {
        Set<String> found = new TreeSet<>();
        for (Class<?> record : List.of(FailureReport.class, AllocationFailure.class, AllocationStall.class)) {
            leaves(record, found);
        }
        for (Class<?> detail : FailureDetail.class.getPermittedSubclasses()) {
            leaves(detail, found);
        }
        for (Class<?> evidence : RetryEvidence.class.getPermittedSubclasses()) {
            leaves(evidence, found);
        }
        assertThat(DECISIONS.keySet()).isEqualTo(found);
    }

    private static void leaves(Class<?> record, Set<String> found) {
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = element(component.getGenericType());
            if (type.isRecord()) {
                leaves(type, found);
            } else if (!type.isSealed()) {
                found.add(record.getSimpleName() + "." + component.getName());
            }
        }
    }

    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }

    /** A record with something of its own in every component. */
    private Object madeUp(Class<?> record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            Class<?> element = element(components[i].getGenericType());
            Object value = value(record.getSimpleName() + "." + components[i].getName(), element);
            values[i] = types[i] == List.class ? List.of(value) : value;
        }
        Constructor<?> constructor = record.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private Object value(String name, Class<?> type) throws ReflectiveOperationException {
        if (type.isRecord()) {
            return madeUp(type);
        }
        if (type == FreeBlocks.class) {
            return FreeBlocks.of(mark(name));
        }
        if (type == String.class) {
            // of a work item the function is the kernel's, the queue's name isn't
            return "s3cret" + mark(name) + (name.equals("Origin.workqueue") ? " work" : "");
        }
        if (type == Integer.class || type == int.class) {
            return (int) mark(name);
        }
        if (type == Long.class || type == long.class) {
            return mark(name);
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == LocalDateTime.class) {
            return null;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == FailureDetail.class) {
            return madeUp(FailureDetail.OomKill.class);
        }
        if (type == RetryEvidence.class) {
            return madeUp(RetryEvidence.Zone.class);
        }
        throw new AssertionError("what is a " + type);
    }

    private long mark(String name) {
        marks.computeIfAbsent(name, any -> new ArrayList<>()).add(Long.toString(next));
        return next++;
    }

    private FailureReport madeUpReport(FailureKind kind, FailureDetail detail) throws ReflectiveOperationException {
        FailureReport r = (FailureReport) madeUp(FailureReport.class);
        FailureReport ofKind = new FailureReport(
                kind,
                r.header(),
                r.request(),
                r.origin(),
                r.memory(),
                r.detail(),
                r.suppressed(),
                r.occurrences(),
                r.droppedLines(),
                r.text());
        return detail == null ? ofKind : with(ofKind, detail);
    }

    private static String sent(FailureReport report) {
        return new String(
                MessageWriter.line(new Message.Failure(report.header().number(), 1, 1, true, null, report)),
                StandardCharsets.US_ASCII);
    }

    private void assertShown(String line, Who who, boolean shown) {
        for (Map.Entry<String, List<String>> mark : marks.entrySet()) {
            if (DECISIONS.get(mark.getKey()) == who) {
                for (String value : mark.getValue()) {
                    assertThat(line.contains(value))
                            .as(mark.getKey() + " in " + line)
                            .isEqualTo(shown);
                }
            }
        }
    }

    @Test
    void whoOwnsNeitherTaskGetsWhatIsTheHostsAndNothingElse() throws ReflectiveOperationException {
        for (Class<?> detail : FailureDetail.class.getPermittedSubclasses()) {
            if (detail == FailureDetail.SlabNode.class) {
                continue;
            }
            FailureReport first = madeUpReport(FailureKind.OOM_KILL, null);
            marks.keySet().removeIf(key -> key.startsWith("OomKill."));
            FailureReport report = with(first, (FailureDetail) madeUp(detail));
            String line = sent(Withholding.forAll(report));
            assertShown(line, Who.ALL, true);
            for (Who who : List.of(
                    Who.OWNER, Who.OWNER_FROM_PROC, Who.VICTIMS_OWNER, Who.NOBODY, Who.KERNELS, Who.KERNELS_OR_OWNER)) {
                assertShown(line, who, false);
            }
            marks.clear();
        }
    }

    private static FailureReport with(FailureReport r, FailureDetail detail) {
        return new FailureReport(
                r.kind(),
                r.header(),
                r.request(),
                r.origin(),
                r.memory(),
                detail,
                r.suppressed(),
                r.occurrences(),
                r.droppedLines(),
                r.text());
    }

    @Test
    void theAskersOwnerGetsHisTaskAsProcHasItAndNothingOfTheVictims() throws ReflectiveOperationException {
        FailureReport report = asked("own-asker", madeUpReport(FailureKind.OOM_KILL, null));
        String line = sent(Withholding.forOwner(report, ASKER, null));

        assertShown(line, Who.ALL, true);
        assertShown(line, Who.OWNER, true);
        assertShown(line, Who.KERNELS_OR_OWNER, true);
        assertThat(line).contains("\"task\":\"own-asker\"", "\"pid\":8100001");
        for (Who who : List.of(Who.OWNER_FROM_PROC, Who.VICTIMS_OWNER, Who.NOBODY)) {
            assertShown(line, who, false);
        }
    }

    @Test
    void whereProcCallsTheTaskOtherwiseWhatTheKernelPrintedIsNotShownToItsOwner() throws ReflectiveOperationException {
        FailureReport report = madeUpReport(FailureKind.OOM_KILL, null);
        String line = sent(Withholding.forOwner(report, ASKER, null));

        assertThat(line).contains("\"task\":\"own-asker\"", "\"pid\":8100001");
        assertShown(line, Who.OWNER, false);
        assertShown(line, Who.KERNELS_OR_OWNER, false);
        assertShown(line, Who.NOBODY, false);
    }

    @Test
    void theVictimsOwnerGetsHisVictimAndNothingOfTheAsker() throws ReflectiveOperationException {
        FailureReport report = madeUpReport(FailureKind.OOM_KILL, null);
        String line = sent(Withholding.forOwner(report, null, VICTIM));

        assertThat(line).contains("\"victim\":\"own-victim\"", "\"victimPid\":8100002");
        assertShown(line, Who.VICTIMS_OWNER, true);
        for (Who who : List.of(Who.OWNER, Who.OWNER_FROM_PROC, Who.KERNELS, Who.NOBODY)) {
            assertShown(line, who, false);
        }
    }

    @Test
    void whereTheRelayShowsTasksTheReportsTextIsKeptAllTheSame() throws ReflectiveOperationException {
        FailureReport report = madeUpReport(FailureKind.OOM_KILL, null);
        String line = sent(Withholding.withTasks(report));

        for (Who who : List.of(Who.ALL, Who.OWNER, Who.OWNER_FROM_PROC, Who.VICTIMS_OWNER, Who.KERNELS)) {
            assertShown(line, who, true);
        }
        assertThat(line).doesNotContain(report.text());
    }

    @Test
    void aTracedTaskIsItsOwnersInHisOwnNumbers() {
        TracedTask task = new TracedTask("s3cret", 4711, 3);

        assertThat(Withholding.forAll(task)).isEqualTo(new TracedTask("(withheld)", -1, 3));
        assertThat(Withholding.forOwner(task, ASKER)).isEqualTo(new TracedTask("own-asker", 8_100_001, 3));
        assertThat(Withholding.forAll((TracedTask) null)).isNull();
    }

    private static FailureReport asked(String task, FailureReport report) {
        Origin o = report.origin();
        return new FailureReport(
                report.kind(),
                report.header(),
                report.request(),
                new Origin(
                        task, o.pid(), o.cpu(), o.kernel(), o.tainted(), o.hardware(), o.workqueue(), o.stack(), false),
                report.memory(),
                report.detail(),
                report.suppressed(),
                report.occurrences(),
                report.droppedLines(),
                report.text());
    }

    /** What is withheld is nothing that a verdict rests on. */
    @Test
    void aVerdictIsTheSameFromWhatEveryoneGets() throws Refusal {
        int compared = 0;
        for (FailureReport report : Corpus.reports()) {
            Diagnosis whole = Diagnostician.diagnose(report);
            Message.Failure got = (Message.Failure)
                    MessageReader.fromRelay(sent(Withholding.forAll(report)).strip());
            Diagnosis seen = Diagnostician.diagnose(got.report());
            assertThat(seen.cause()).as(report.header().text()).isEqualTo(whole.cause());
            assertThat(seen.confidence()).as(report.header().text()).isEqualTo(whole.confidence());
            assertThat(seen.bytes()).isEqualTo(whole.bytes());
            assertThat(seen.zones()).isEqualTo(whole.zones());
            compared++;
        }
        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void ofTheHeaderTheKernelsOwnWordsAreLeft() {
        KernelLine header = new KernelLine(
                7,
                "s3cret: page allocation failure: order:5, mode:0x20, nodemask=0,cpuset=s3cret",
                5L,
                null,
                "T9",
                null);
        FailureReport report = new FailureReport(
                FailureKind.PAGE_ALLOC_FAILURE,
                header,
                null,
                new Origin("s3cret", 99, 0, null, null, null, null, List.of(), false),
                MemInfo.NONE,
                null,
                0,
                1,
                0,
                "s3cret");

        assertThat(Withholding.forAll(report).header())
                .isEqualTo(new KernelLine(7, "page allocation failure: order:5, mode:0x20", 5L, null, null, null));
    }

    @Test
    void noAddressIsShownToAnyone() throws ReflectiveOperationException {
        FailureReport madeUp = madeUpReport(FailureKind.SLAB_FAILURE, null);
        Origin o = madeUp.origin();
        Origin origin = new Origin(
                o.task(),
                o.pid(),
                o.cpu(),
                o.kernel(),
                o.tainted(),
                o.hardware(),
                null,
                List.of(new Origin.Frame("0xffffffffc0a3e1f2", null, true)),
                false);
        FailureReport report = new FailureReport(
                madeUp.kind(),
                madeUp.header(),
                madeUp.request(),
                origin,
                madeUp.memory(),
                new FailureDetail.Slab(0, "nf_conntrack_ffff88003c0e1d40", null, null, null, null, List.of()),
                0,
                1,
                0,
                "");

        assertThat(sent(Withholding.forAll(report))).doesNotContain("ffff");
        assertThat(sent(Withholding.withTasks(report))).doesNotContain("ffff");
        assertThat(sent(Withholding.forOwner(report, ASKER, VICTIM))).doesNotContain("ffff");
    }
}
