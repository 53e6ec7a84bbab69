// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.text.SafeText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scenes as lines for a pipe: time, kind, {@code name=value} in a fixed order. {@code host} comes with every sample, a zone,
 * a source or the JVM where something changed, what happens as it comes. For one thread.
 */
public final class Log {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int KIND = 8;

    private final Map<ZoneId, String> zones = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private String jvm = "";

    /** @param news what happened since the last call */
    public List<String> lines(Scene scene, List<Happening> news) {
        List<String> lines = new ArrayList<>();
        for (SourceState source : scene.sources()) {
            source(lines, scene.time(), source);
        }
        HostReading reading = scene.reading();
        if (reading != null) {
            for (ZoneSample zone : reading.now().zones()) {
                String fields = zone(zone, reading.pageSize());
                if (!fields.equals(zones.put(zone.id(), fields))) {
                    lines.add(line(scene.time(), "zone", fields));
                }
            }
            lines.add(line(scene.time(), "host", host(scene)));
        }
        if (scene.jvm() != null) {
            String fields = jvm(scene.jvm());
            if (!fields.equals(jvm)) {
                jvm = fields;
                lines.add(line(scene.time(), "jvm", fields));
            }
        }
        for (Happening happening : news) {
            if (!happening.old()) {
                lines.add(line(happening.time(), happening.kind().word(), happening(happening)));
            }
        }
        return lines;
    }

    private static String line(Instant time, String kind, String fields) {
        return TIME.format(time) + " " + kind + " ".repeat(KIND - kind.length()) + SafeText.line(fields);
    }

    /** Only what is not as it should be, and the return from it. */
    private void source(List<String> lines, Instant time, SourceState source) {
        String state = source.status() + source.detail();
        String before = sources.put(source.source(), state);
        boolean wrong = source.status() == Status.UNAVAILABLE || source.status() == Status.PARTIAL;
        if (!state.equals(before) && (wrong || before != null)) {
            Fields fields = new Fields().add("source", source.source()).add("state", source.status());
            if (wrong) {
                fields.add("detail", source.detail()).add("remedy", source.remedy());
            }
            lines.add(line(time, "source", fields.text()));
        }
    }

    private static String zone(ZoneSample zone, long pageSize) {
        ZoneInfo info = zone.info();
        long free = info == null || info.free() < 0 ? zone.free().pages() : info.free();
        Fields fields = new Fields()
                .add("node", zone.id().node())
                .add("zone", zone.id().zone())
                .add("state", ZoneState.of(info).name())
                .add("largest", zone.free().largestOrder())
                .add("free", bytes(free, pageSize))
                .add("min", info == null ? null : bytes(info.watermarks().min(), pageSize))
                .add("low", info == null ? null : bytes(info.watermarks().low(), pageSize))
                .add("high", info == null ? null : bytes(info.watermarks().high(), pageSize))
                .add("unusable5", Fragmentation.unusableIndex(zone.free(), 5))
                .add("unusable9", Fragmentation.unusableIndex(zone.free(), 9));
        StringBuilder blocks = new StringBuilder();
        for (int order = 0; order < zone.free().orders(); order++) {
            blocks.append(order == 0 ? "" : ",").append(zone.free().count(order));
        }
        return fields.add("blocks", blocks).text();
    }

    private static Long bytes(long pages, long pageSize) {
        return pages < 0 ? null : (Long) Pages.toBytes(pages, pageSize);
    }

    private static String host(Scene scene) {
        HostReading reading = scene.reading();
        Fields fields = new Fields().add("some", share(reading.someStalled())).add("all", share(reading.allStalled()));
        for (HostCounter counter : HostCounter.values()) {
            long delta = counter.delta(reading);
            fields.add(counter.name().toLowerCase(Locale.ROOT), delta < 0 ? null : delta);
        }
        TraceDigest.Totals stalls = scene.stalls();
        return fields.add("stalls", stalls == null ? null : stalls.stalls())
                .add("stallmicros", stalls == null ? null : stalls.nanos() / 1_000)
                .text();
    }

    private static String share(double share) {
        return Double.isNaN(share) ? null : String.format(Locale.ROOT, "%.4f", share);
    }

    private static String jvm(JvmView jvm) {
        JvmSample sample = jvm.sample();
        Fields fields = new Fields().add("pid", jvm.pid());
        if (!jvm.problem().isEmpty()) {
            return fields.add("problem", jvm.problem()).text();
        }
        if (sample == null) {
            return fields.add("problem", "no answer yet").text();
        }
        JvmSample.Collector last = sample.last();
        fields.add("pauses", known(sample.pauses()))
                .add("pausemillis", known(sample.pauseMillis()))
                .add("lastgc", last == null ? null : last.name())
                .add("lastmillis", last == null ? null : last.lastMillis())
                .add("gcshare", share(jvm.gcShare()))
                .add("heap", known(sample.heapUsed()))
                .add("direct", known(sample.direct().capacity()))
                .add("buffers", known(sample.direct().count()));
        JvmSample.Agent agent = sample.agent();
        fields.add(
                        "directrate",
                        agent == null || agent.directPerSecond() == null ? null : Math.round(agent.directPerSecond()))
                .add("agent", agent == null ? null : agent.version());
        return (jvm.lack().isEmpty() ? fields : fields.add("lack", jvm.lack())).text();
    }

    private static Long known(long value) {
        return value < 0 ? null : (Long) value;
    }

    private static String happening(Happening happening) {
        Fields fields =
                new Fields().add("text", happening.what() + (happening.why().isEmpty() ? "" : "; " + happening.why()));
        return happening.fields().isEmpty() ? fields.text() : happening.fields() + " " + fields.text();
    }
}
