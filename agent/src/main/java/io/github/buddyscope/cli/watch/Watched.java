// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.source.procfs.HostSampler;
import io.github.buddyscope.source.procfs.PageSize;
import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is seen into scenes. For one thread, but for what the sources bring on theirs. */
final class Watched implements AutoCloseable {
    private static final int MOST_ZONES = 1_024;

    private final HostSampler sampler;
    private final long pageSize = PageSize.ofThisHost().bytes();
    private final String title;
    private final Happenings happenings = new Happenings();
    private final KernelLogWatch log;
    private final TraceWatch trace;
    private final RelayedWatch relay;
    private final boolean anyLog;
    private final JvmWatch jvm;
    private final Map<ZoneId, Map<Curve, Trail>> curves = new HashMap<>();
    private final Trail someStalled = new Trail();
    private HostReading reading;
    private TraceDigest.Totals stalls;

    /** @param access null where no JVM is watched */
    Watched(WatchOptions options, JvmAccess access) {
        this.sampler = new HostSampler(options.proc());
        this.title = title(options.proc());
        this.log = new KernelLogWatch(options.kernel(), happenings::add);
        this.trace = new TraceWatch(options.trace(), access == null ? null : access.pid());
        this.relay = new RelayedWatch(Protocol.SOCKET, happenings::add);
        this.anyLog = options.kernel().equals("auto");
        this.jvm = access == null ? null : new JvmWatch(access, options.periodMillis(), happenings::add);
    }

    void start() {
        log.start();
        trace.start();
        if (jvm != null) {
            jvm.start();
        }
    }

    void period(long millis) {
        if (jvm != null) {
            jvm.period(millis);
        }
    }

    /** Looks at the host. */
    void sample() {
        HostSample now = sampler.sample();
        reading = new HostReading(now, reading == null ? null : reading.now(), pageSize);
        for (ZoneSample zone : now.zones()) {
            if (curves.size() < MOST_ZONES || curves.containsKey(zone.id())) {
                Map<Curve, Trail> trails = curves.computeIfAbsent(zone.id(), any -> trails());
                trails.forEach((curve, trail) -> trail.add(now.nanos(), curve.value(zone)));
            }
        }
        someStalled.add(now.nanos(), reading.someStalled());
        List<Happening> told = new ArrayList<>();
        relay.want(anyLog && refused(log.state()), refused(trace.state()));
        TraceDigest.Totals totals = relay.tellsTrace() ? relay.drain(told) : trace.drain(now, told);
        told.forEach(happenings::add);
        stalls = trace.works() || relay.tellsTrace() ? totals : null;
        if (stalls == null) {
            counted();
        }
    }

    private static boolean refused(SourceState state) {
        return state.status() == SourceState.Status.UNAVAILABLE;
    }

    /** Without a trace, the host's counters at least say that somebody had to wait. */
    private void counted() {
        long reclaims = Math.max(0, HostCounter.DIRECT_RECLAIMS.delta(reading));
        long compactions = Math.max(0, HostCounter.DIRECT_COMPACTIONS.delta(reading));
        if (reclaims + compactions > 0) {
            happenings.add(new Happening(
                    Instant.now(),
                    Happening.Kind.STALL,
                    false,
                    false,
                    reclaims + " direct reclaims, " + compactions + " direct compactions on this host",
                    "by its counters: whose they were and how long they took, only tracefs tells",
                    new Fields()
                            .add("reclaims", reclaims)
                            .add("compactions", compactions)
                            .text()));
        }
    }

    private static Map<Curve, Trail> trails() {
        Map<Curve, Trail> trails = new EnumMap<>(Curve.class);
        for (Curve curve : Curve.values()) {
            trails.put(curve, new Trail());
        }
        return trails;
    }

    Scene scene(long periodNanos) {
        return new Scene(
                Instant.now(),
                title,
                reading,
                curves,
                someStalled,
                stalls,
                periodNanos,
                happenings.all(),
                happenings.failures(),
                sources(),
                jvm == null ? null : jvm.view(System.nanoTime()));
    }

    private List<SourceState> sources() {
        List<SourceState> sources = new ArrayList<>();
        if (!relay.asked()) { // what is refused is no news before it's known whether a relay tells it
            sources.add(relay.tellsLog() ? instead(log.state()) : ofThisCommand(log.state()));
            sources.add(relay.tellsTrace() ? instead(trace.state()) : ofThisCommand(trace.state()));
        }
        relay.states().forEach(state -> sources.add(ofThisCommand(state)));
        sources.addAll(sampler.states());
        return sources;
    }

    private static SourceState instead(SourceState refused) {
        return new SourceState(refused.source(), SourceState.Status.OFF, "a relay tells instead", "");
    }

    /** What would grant it is worded for a service that carries the agent. */
    private static SourceState ofThisCommand(SourceState state) {
        String remedy = state.remedy().replace("the service", "this command");
        return new SourceState(state.source(), state.status(), state.detail(), remedy);
    }

    Happenings happenings() {
        return happenings;
    }

    private static String title(Path proc) {
        String host = line(proc.resolve("sys/kernel/hostname"));
        String release = line(proc.resolve("sys/kernel/osrelease"));
        return (host + "  Linux " + release).strip();
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        if (jvm != null) {
            jvm.close();
        }
        log.close();
        trace.close();
        relay.close();
        sampler.close();
    }
}
