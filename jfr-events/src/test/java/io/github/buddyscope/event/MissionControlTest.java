// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IDescribable;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** What Mission Control's own parser makes of a recording with one event of each kind. */
class MissionControlTest {
    private static final List<String> EVERY_EVENTS =
            List.of("(eventType)", "(endTime)", "startTime", "duration", "eventThread", "stackTrace");

    @TempDir
    static Path folder;

    private static final Map<String, IItemIterable> READ = new TreeMap<>();

    @BeforeAll
    static void recordAndRead() throws Exception {
        Path file = folder.resolve("events.jfr");
        Vocabulary.EVENTS.forEach(FlightRecorder::register);
        try (Recording recording = new Recording()) {
            recording.start();
            for (Class<? extends Event> event : Vocabulary.EVENTS) {
                filled(event).commit();
            }
            recording.dump(file);
        } finally {
            Vocabulary.EVENTS.forEach(FlightRecorder::unregister);
        }
        for (IItemIterable items : JfrLoaderToolkit.loadEvents(file.toFile())) {
            READ.put(items.getType().getIdentifier(), items);
        }
    }

    @AfterAll
    static void forget() {
        READ.clear();
    }

    private static Event filled(Class<? extends Event> type) throws Exception {
        Event event = type.getConstructor().newInstance();
        if (event instanceof ZoneSampleEvent zone) {
            zone.zone = "Normal";
            zone.freeBytes = 806L << 20;
            zone.minWatermarkBytes = -1;
            zone.unusableIndex5 = 0.913f;
            zone.order0 = 67_880;
        } else if (event instanceof VerdictEvent verdict) {
            verdict.kernelTime = Instant.parse("2025-04-14T07:32:42.500Z").toEpochMilli();
            verdict.window = 5_000_000_000L;
            verdict.gcPause = 30_000_000L;
            verdict.gcOffset = -20_000_000L;
            verdict.gcOffsetError = Long.MIN_VALUE;
            verdict.summary = "One failure.";
            verdict.trigger = "STALLED_PAUSE";
            verdict.jvmStalled = 280_000_000L;
            verdict.takenBytes = 512L << 20;
            verdict.directPercentile = 0.98f;
            verdict.recovery = Long.MIN_VALUE;
        } else if (event instanceof HostPressureEvent pressure) {
            pressure.psiSome = 0.25f;
            pressure.psiFull = Float.NaN;
        }
        return event;
    }

    /** A long without a unit would arrive as "raw number", which is no quantity: it's for ids. */
    @Test
    void everyFieldArrivesAsTheKindOfQuantityThatItIs() {
        List<String> kinds = new ArrayList<>();
        for (Class<? extends Event> event : Vocabulary.EVENTS) {
            kinds.add(event.getSimpleName());
            for (IAccessorKey<?> field : ours(read(event)).keySet()) {
                String kind = field.getContentType().getIdentifier();
                kinds.add(String.format("  %-18s %s", field.getIdentifier(), kind));
            }
        }

        assertThat(String.join("\n", kinds)).isEqualTo("""
                ZoneSampleEvent
                  node               number
                  zone               text
                  freeBytes          memory
                  largestFreeOrder   number
                  state              text
                  minWatermarkBytes  memory
                  lowWatermarkBytes  memory
                  highWatermarkBytes memory
                  unusableIndex5     percentage
                  unusableIndex9     percentage
                  orders             number
                  order0             number
                  order1             number
                  order2             number
                  order3             number
                  order4             number
                  order5             number
                  order6             number
                  order7             number
                  order8             number
                  order9             number
                  order10            number
                  higherOrders       number
                HostPressureEvent
                  period             timespan
                  allocStall         number
                  compactStall       number
                  compactFail        number
                  compactSuccess     number
                  thpFaultAlloc      number
                  thpFaultFallback   number
                  kswapdWakeups      number
                  oomKill            number
                  psiSome            percentage
                  psiFull            percentage
                KernelFailureEvent
                  kernelTime         timestamp
                  clockErrorBound    timespan
                  kind               text
                  order              number
                  requestedBytes     memory
                  cause              text
                  task               text
                  taskId             raw number
                  inThisJvm          boolean
                  jvmMatch           text
                  javaThread         text
                  threadKind         text
                  origin             text
                  gfpFlags           text
                  constraint         text
                  live               boolean
                  suppressed         number
                  source             text
                  text               text
                AllocationFailureEvent
                  kernelTime         timestamp
                  traceTime          raw number
                  order              number
                  gfpFlags           text
                  meaning            text
                  reason             text
                  stalled            timespan
                  task               text
                  taskId             raw number
                  cpu                number
                  inThisJvm          boolean
                  javaThread         text
                  threadKind         text
                AllocationStallEvent
                  kernelTime         timestamp
                  traceTime          raw number
                  stall              timespan
                  kind               text
                  order              number
                  result             text
                  pagesReclaimed     number
                  nested             timespan
                  outermost          boolean
                  gfpFlags           text
                  task               text
                  taskId             raw number
                  cpu                number
                  inThisJvm          boolean
                  javaThread         text
                  threadKind         text
                DirectAllocationEvent
                  bytes              memory
                  poolUsed           memory
                  site               text
                  passedOver         number
                DirectActivityEvent
                  period             timespan
                  allocations        number
                  bytes              memory
                  releases           number
                  releasedBytes      memory
                  largest            memory
                  liveBytes          memory
                  liveCount          number
                  poolUsed           memory
                  poolLimit          memory
                  upTo4KiB           number
                  upTo64KiB          number
                  upTo1MiB           number
                  upTo16MiB          number
                  above16MiB         number
                  topSite            text
                  topSiteShare       percentage
                  mappedBytes        memory
                  mappedCount        number
                  nettyBytes         memory
                  nettyOutsideBytes  memory
                VerdictEvent
                  kernelTime         timestamp
                  lastKernelTime     timestamp
                  clockErrorBound    timespan
                  trigger            text
                  failures           number
                  cause              text
                  atomic             boolean
                  confidence         text
                  summary            text
                  jvmRole            text
                  roleEvidence       text
                  jvmMatch           text
                  javaThread         text
                  threadKind         text
                  jvmStalled         timespan
                  stalledPauses      number
                  pausesStalled      timespan
                  takenBytes         memory
                  hostLostBytes      memory
                  advice             text
                  doubts             text
                  order              number
                  requestedBytes     memory
                  task               text
                  origin             text
                  window             timespan
                  gcName             text
                  gcCause            text
                  gcPause            timespan
                  gcDuration         timespan
                  gcOffset           timespan
                  gcOffsetError      timespan
                  gcTraceTime        raw number
                  gcStalled          timespan
                  gcsInWindow        number
                  directBytes        memory
                  usualDirectBytes   memory
                  directPercentile   percentage
                  directWindows      number
                  zoneState          text
                  zonesBefore        text
                  zonesAfter         text
                  recovery           timespan
                  howBad             text
                  trend              text
                AssociationEvent
                  activity           text
                  episodes           number
                  coinciding         number
                  expected           number
                  lift               number
                  pValue             number
                  coverage           percentage
                  watched            timespan
                  tolerance          timespan
                  sentence           text
                AgentHealthEvent
                  sampleTime         timespan
                  cpuTime            timespan
                  linesRead          number
                  linesLost          number
                  eventsDropped      number
                  state              text
                  sources            text""");
    }

    @Test
    void everyFieldHasItsLabelForAName() throws Exception {
        for (Class<? extends Event> event : Vocabulary.EVENTS) {
            Map<IAccessorKey<?>, ? extends IDescribable> fields = ours(read(event));

            assertThat(read(event).getType().getName()).isEqualTo(label(event));
            assertThat(fields).hasSameSizeAs(event.getFields());
            for (Map.Entry<IAccessorKey<?>, ? extends IDescribable> field : fields.entrySet()) {
                assertThat(field.getValue().getName())
                        .isEqualTo(label(event.getField(field.getKey().getIdentifier())));
                assertThat(field.getValue().getDescription()).isNotBlank();
            }
        }
    }

    private static String label(AnnotatedElement element) {
        return element.getAnnotation(Label.class).value();
    }

    @Test
    void amountsSharesAndTimesKeepTheirSizes() {
        assertThat(in(UnitLookup.BYTE, ZoneSampleEvent.class, "freeBytes")).isEqualTo(806L << 20);
        assertThat(in(UnitLookup.PERCENT_UNITY, ZoneSampleEvent.class, "unusableIndex5"))
                .isCloseTo(0.913, within(1e-6));
        assertThat(in(UnitLookup.NUMBER_UNITY, ZoneSampleEvent.class, "order0")).isEqualTo(67_880);
        assertThat(in(UnitLookup.PERCENT, HostPressureEvent.class, "psiSome")).isEqualTo(25);
        assertThat(in(UnitLookup.EPOCH_MS, VerdictEvent.class, "kernelTime"))
                .isEqualTo(Instant.parse("2025-04-14T07:32:42.500Z").toEpochMilli());
        assertThat(in(UnitLookup.SECOND, VerdictEvent.class, "window")).isEqualTo(5);
        assertThat(in(UnitLookup.MILLISECOND, VerdictEvent.class, "gcPause")).isEqualTo(30);
        assertThat(in(UnitLookup.MILLISECOND, VerdictEvent.class, "gcOffset")).isEqualTo(-20);
        assertThat(in(UnitLookup.MILLISECOND, VerdictEvent.class, "jvmStalled")).isEqualTo(280);
        assertThat(in(UnitLookup.BYTE, VerdictEvent.class, "takenBytes")).isEqualTo(512L << 20);
        assertThat(in(UnitLookup.PERCENT, VerdictEvent.class, "directPercentile"))
                .isCloseTo(98, within(1e-4));
        assertThat(member(VerdictEvent.class, "trigger")).isEqualTo("STALLED_PAUSE");
    }

    @Test
    void whatIsNotKnownIsNoPlausibleNumber() {
        assertThat(shown(ZoneSampleEvent.class, "minWatermarkBytes")).isEqualTo("-1\u00a0B");
        assertThat(shown(HostPressureEvent.class, "psiFull")).isEqualTo("NaN\u00a0%");
        assertThat(shown(VerdictEvent.class, "gcOffsetError")).startsWith("-292\u00a0y");
        assertThat(shown(VerdictEvent.class, "recovery")).startsWith("-292\u00a0y");
        assertThat(member(VerdictEvent.class, "gcName")).isNull();
        assertThat(member(VerdictEvent.class, "jvmRole")).isNull();
    }

    private static double in(IUnit unit, Class<? extends Event> event, String field) {
        return ((IQuantity) member(event, field)).doubleValueIn(unit);
    }

    private static String shown(Class<? extends Event> event, String field) {
        return ((IQuantity) member(event, field)).displayUsing("auto");
    }

    private static Object member(Class<? extends Event> event, String field) {
        IItemIterable items = read(event);
        for (IAccessorKey<?> key : ours(items).keySet()) {
            if (key.getIdentifier().equals(field)) {
                return items.getType()
                        .getAccessor(key)
                        .getMember(items.iterator().next());
            }
        }
        throw new AssertionError("no field " + field);
    }

    private static IItemIterable read(Class<? extends Event> event) {
        IItemIterable items = READ.get(event.getAnnotation(Name.class).value());
        assertThat(items).as("%s in the recording", event).hasSize(1);
        return items;
    }

    /** In the order of the class. */
    private static Map<IAccessorKey<?>, ? extends IDescribable> ours(IItemIterable items) {
        Map<IAccessorKey<?>, IDescribable> fields =
                new LinkedHashMap<>(items.getType().getAccessorKeys());
        fields.keySet().removeIf(field -> EVERY_EVENTS.contains(field.getIdentifier()));
        return fields;
    }
}
