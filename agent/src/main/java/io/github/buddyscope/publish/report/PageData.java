// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Mark;
import io.github.buddyscope.recording.Pause;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.Stall;
import io.github.buddyscope.recording.TracedAttempt;
import io.github.buddyscope.recording.VerdictRow;
import io.github.buddyscope.recording.ZoneTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the page's charts draw, in columns. Times of samples are milliseconds, those of marks microseconds, both from the begin
 * of the axis and as differences; numbers of series are differences too.
 */
final class PageData {
    /** Points of all zones together, a fifth of a kilobyte each at most. */
    private static final int ZONE_POINTS = 40_000;

    private static final int MOST_REPORT = 12_000;
    private static final long KIB = 1024;

    private final Recording recording;
    private final Axis axis;
    private final JsonOut json = new JsonOut();
    private final SeriesColumns series;

    private PageData(Recording recording, Axis axis) {
        this.recording = recording;
        this.axis = axis;
        this.series = new SeriesColumns(json, axis.begin());
    }

    static String of(Recording recording, Axis axis) {
        return new PageData(recording, axis).write();
    }

    private String write() {
        json.begin('{').number("begin", axis.begin()).number("end", axis.end());
        json.number("page", recording.host().pageSize());
        zones();
        json.key("pressure");
        series.write(recording.host().pressure().fit(ZONE_POINTS), 1, 1, 1, 1, 1, 1);
        json.key("direct");
        series.write(recording.jvm().direct().fit(ZONE_POINTS), KIB, KIB, KIB, KIB, KIB);
        json.key("heap");
        series.write(recording.jvm().heap().fit(ZONE_POINTS), KIB, KIB);
        logged();
        attempts("silentOwn", recording.failures().own().marks());
        attempts("silentOthers", recording.failures().others().marks());
        stalls("stallsOwn", recording.stalls().own().marks());
        stalls("stallsOthers", recording.stalls().others().marks());
        pauses();
        verdicts();
        return json.texts("texts").end('}').toString();
    }

    private void zones() {
        List<ZoneTrack> zones = recording.host().zones();
        int each = ZONE_POINTS / Math.max(1, zones.size());
        json.key("zones").begin('[');
        for (ZoneTrack zone : zones) {
            zone.series().fit(zone.series().samplesPerPoint() > 1 ? each / 2 : each);
            if (zone.series().samplesPerPoint() > 1) {
                zone.series().fit(each / 2); // two numbers a point now
            }
            long[] units = new long[ZoneTrack.BLOCKS + zone.orders()];
            for (int column = 0; column < units.length; column++) {
                units[column] = column == ZoneTrack.LARGEST || column >= ZoneTrack.BLOCKS ? 1 : KIB;
            }
            json.begin('{').string("name", zone.name()).number("orders", zone.orders());
            json.number("most", zone.mostFree()).key("series");
            series.write(zone.series(), units);
            json.end('}');
        }
        json.end(']');
    }

    private void logged() {
        List<Mark<LogFailure>> live = new ArrayList<>();
        for (Mark<LogFailure> mark : recording.failures().logged().marks()) {
            if (mark.main().live() && axis.holds(mark.main().micros())) {
                live.add(mark);
            }
        }
        json.key("logged").begin('{');
        times(live, LogFailure::micros);
        numbers("error", live, failure -> failure.errorNanos() / 1000);
        numbers("order", live, LogFailure::order);
        numbers("bytes", live, LogFailure::bytes);
        numbers("own", live, failure -> failure.inThisJvm() ? 1 : 0);
        texts("ours", live, LogFailure::ours);
        texts("kind", live, failure -> VerdictTables.lower(failure.kind()));
        texts("cause", live, LogFailure::cause);
        texts("task", live, failure -> who(failure.task(), failure.javaThread()));
        texts("origin", live, LogFailure::origin);
        texts("text", live, failure -> cut(failure.text()));
        json.end('}');
    }

    private static String cut(String report) {
        return report == null || report.length() <= MOST_REPORT ? report : report.substring(0, MOST_REPORT) + "\n…";
    }

    private static String who(String task, String javaThread) {
        return javaThread == null || javaThread.equals(task) ? task : javaThread;
    }

    private void attempts(String key, List<Mark<TracedAttempt>> all) {
        List<Mark<TracedAttempt>> marks = within(all, TracedAttempt::micros);
        json.key(key).begin('{');
        times(marks, TracedAttempt::micros);
        numbers("order", marks, TracedAttempt::order);
        numbers("stalled", marks, attempt -> attempt.stalledNanos() / 1000);
        texts("meaning", marks, attempt -> VerdictTables.lower(attempt.meaning()));
        texts("task", marks, attempt -> who(attempt.task(), attempt.javaThread()));
        texts("flags", marks, TracedAttempt::gfpFlags);
        json.end('}');
    }

    private void stalls(String key, List<Mark<Stall>> all) {
        List<Mark<Stall>> marks = within(all, Stall::micros);
        json.key(key).begin('{');
        times(marks, Stall::micros);
        numbers("took", marks, stall -> stall.nanos() / 1000);
        numbers("order", marks, Stall::order);
        texts("kind", marks, stall -> VerdictTables.lower(stall.kind()));
        texts("result", marks, Stall::result);
        texts("task", marks, stall -> who(stall.task(), stall.javaThread()));
        texts("thread", marks, stall -> VerdictTables.lower(stall.threadKind()));
        json.end('}');
    }

    private void pauses() {
        List<Mark<Pause>> marks = within(recording.jvm().pauses().marks(), Pause::micros);
        json.key("pauses").begin('{');
        times(marks, Pause::micros);
        numbers("took", marks, pause -> pause.nanos() / 1000);
        numbers("id", marks, Pause::gcId);
        texts("name", marks, pause -> recording.jvm().named(pause).name());
        texts("cause", marks, pause -> recording.jvm().named(pause).cause());
        json.end('}');
    }

    private void verdicts() {
        json.key("verdicts").begin('[');
        List<VerdictRow> all = recording.verdicts();
        for (int i = 0; i < all.size(); i++) {
            VerdictRow verdict = all.get(i);
            if (axis.holds(verdict.micros())) {
                json.begin('{').number("no", i + 1).number("t", verdict.micros() - axis.begin());
                json.number("last", verdict.lastMicros() - axis.begin()).number("error", verdict.errorNanos() / 1000);
                json.number("window", verdict.windowNanos() / 1000).number("failures", verdict.failures());
                json.string("cause", String.valueOf(verdict.cause())).end('}');
            }
        }
        json.end(']');
    }

    private <T> List<Mark<T>> within(List<Mark<T>> all, ToLongFunction<T> micros) {
        List<Mark<T>> within = new ArrayList<>();
        for (Mark<T> mark : all) {
            if (axis.holds(micros.applyAsLong(mark.main()))) {
                within.add(mark);
            }
        }
        within.sort((a, b) -> Long.compare(micros.applyAsLong(a.main()), micros.applyAsLong(b.main())));
        return within;
    }

    private <T> void times(List<Mark<T>> marks, ToLongFunction<T> micros) {
        json.key("t").begin('[');
        long before = 0;
        for (Mark<T> mark : marks) {
            long time = micros.applyAsLong(mark.main()) - axis.begin();
            json.number(time - before);
            before = time;
        }
        json.end(']').key("count").begin('[');
        for (Mark<T> mark : marks) {
            json.number(mark.count());
        }
        json.end(']');
    }

    private <T> void numbers(String key, List<Mark<T>> marks, ToLongFunction<T> number) {
        json.key(key).begin('[');
        for (Mark<T> mark : marks) {
            json.number(number.applyAsLong(mark.main()));
        }
        json.end(']');
    }

    private <T> void texts(String key, List<Mark<T>> marks, Function<T, String> text) {
        json.key(key).begin('[');
        for (Mark<T> mark : marks) {
            json.text(text.apply(mark.main()));
        }
        json.end(']');
    }
}
