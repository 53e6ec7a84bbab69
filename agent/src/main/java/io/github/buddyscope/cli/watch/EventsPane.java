// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Ink;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.tracefs.TracefsSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Failures and stalls, the newest at the bottom, and what can't be seen of them. */
final class EventsPane {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ROOT);
    private static final int TEXT = 17; // after time and kind
    private static final int NARROW_TEXT = 6;
    private static final int NARROW = 60;

    private final Scene scene;
    private final Ui ui;
    private final Glyphs glyphs;
    private final int columns;
    private final ZoneId zone;

    EventsPane(Scene scene, Ui ui, Glyphs glyphs, int columns, ZoneId zone) {
        this.scene = scene;
        this.ui = ui;
        this.glyphs = glyphs;
        this.columns = columns;
        this.zone = zone;
    }

    /** @param rows to be filled, with the heading */
    List<Line> lines(int rows) {
        List<Line> lines = new ArrayList<>();
        lines.add(heading());
        List<Line> notices = notices();
        lines.addAll(notices.subList(0, Math.min(notices.size(), rows >= 8 ? 3 : rows >= 5 ? 2 : 1)));
        lines.addAll(newest(rows - lines.size()));
        return lines;
    }

    private Line heading() {
        String back = ui.eventsBack() > 0 ? ui.eventsBack() + " newer below" : "";
        String count = scene.failures() == 0 && unread(false)
                ? "no log is read"
                : scene.failures() + (scene.failures() == 1 ? " failure" : " failures") + " logged meanwhile";
        Line end = Line.of(ui.eventsBack() > 0 ? Ink.REVERSE : Ink.FAINT, back.isEmpty() ? count : back);
        Line line = new Line(columns).add(Ink.FAINT, glyphs.rule(1) + " ").add(Ink.TITLE, "failures and stalls ");
        String read = read();
        if (!read.isEmpty() && columns - line.width() > read.length() + end.width() + 6) {
            line.add(Ink.FAINT, "from " + read + " ");
        }
        int rule = columns - line.width() - end.width() - 3;
        return rule > 0
                ? line.add(Ink.FAINT, glyphs.rule(rule) + " ").add(end).add(Ink.FAINT, " " + glyphs.rule(1))
                : line;
    }

    /** @param trace whether the kernel's trace would do for the log */
    private boolean unread(boolean trace) {
        boolean refused = false;
        for (SourceState source : scene.sources()) {
            if (!ofHost(source) && (trace || !source.source().equals(TracefsSource.NAME))) {
                if (source.status() == Status.OK || source.status() == Status.PARTIAL) {
                    return false;
                }
                refused |= source.status() == Status.UNAVAILABLE;
            }
        }
        return refused;
    }

    private static boolean ofHost(SourceState source) {
        return source.source().matches("buddyinfo|zoneinfo|vmstat|pressure");
    }

    private String read() {
        StringBuilder read = new StringBuilder();
        for (SourceState source : scene.sources()) {
            if (!ofHost(source) && (source.status() == Status.OK || source.status() == Status.PARTIAL)) {
                read.append(read.isEmpty() ? "" : ", ").append(source.source());
            }
        }
        return read.toString();
    }

    private List<Line> notices() {
        List<Line> lines = new ArrayList<>();
        for (SourceState source : scene.sources()) {
            if (source.status() == Status.UNAVAILABLE || source.status() == Status.PARTIAL) {
                Line whole = notice(source, source.detail(), source.remedy());
                lines.add(
                        whole.width() <= columns
                                ? whole
                                : cut(notice(source, brief(source.detail()), brief(source.remedy()))));
            }
        }
        return lines;
    }

    private static Line notice(SourceState source, String detail, String remedy) {
        String named = detail.contains(source.source()) ? detail : source.source() + ": " + detail;
        return new Line(Integer.MAX_VALUE)
                .add(Ink.WARNING, "! " + named)
                .add(Ink.FAINT, remedy.isEmpty() ? "" : "; to get it: " + remedy);
    }

    /** The first thing that it says; the help says all. */
    private static String brief(String text) {
        int end = text.length();
        for (String goesOn : new String[] {"; ", " (", ", because", ", or "}) {
            int at = text.indexOf(goesOn);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return text.substring(0, end);
    }

    private List<Line> newest(int rows) {
        List<Happening> all = scene.happenings();
        List<Line> lines = new ArrayList<>();
        int last = all.size() - 1 - Math.min(ui.eventsBack(), Math.max(0, all.size() - 1));
        for (int i = last; i >= 0 && lines.size() < rows; i--) {
            List<Line> one = happening(all.get(i));
            Collections.reverse(one);
            lines.addAll(one);
        }
        List<Line> fitting = new ArrayList<>(lines.subList(0, Math.max(0, Math.min(rows, lines.size()))));
        Collections.reverse(fitting);
        if (all.isEmpty() && rows > 0) {
            fitting.add(new Line(columns).add(Ink.FAINT, unread(true) ? "they can't be seen" : "none so far"));
        }
        return fitting;
    }

    /** A failure's verdict gets a line of its own where one line is too short for both. */
    private List<Line> happening(Happening happening) {
        int indent = columns < NARROW ? NARROW_TEXT : TEXT;
        Line line = new Line(Integer.MAX_VALUE)
                .add(Ink.FAINT, columns < NARROW ? time(happening).substring(0, 5) : time(happening));
        if (indent == TEXT) {
            line.to(9).add(ink(happening), happening.kind().word());
        }
        line.to(indent);
        if (happening.ours()) {
            line.add(Ink.NOTICE, "this JVM's ");
        }
        line.add(happening.old() ? Ink.FAINT : Ink.PLAIN, happening.what());
        List<Line> lines = new ArrayList<>();
        Ink why = happening.old() ? Ink.FAINT : happening.kind() == Kind.FAILURE ? Ink.WARNING : Ink.FAINT;
        boolean together = line.width() + 2 + happening.why().length() <= columns;
        boolean matters = happening.kind() == Kind.FAILURE || happening.kind() == Kind.VERDICT;
        if (happening.why().isEmpty() || together || !matters) {
            lines.add(cut(happening.why().isEmpty() ? line : line.add("  ").add(why, happening.why())));
        } else {
            lines.add(cut(line));
            lines.add(cut(new Line(Integer.MAX_VALUE).to(indent).add(why, happening.why())));
        }
        return lines;
    }

    private Line cut(Line line) {
        return line.width() <= columns
                ? line
                : new Line(columns).add(new Line(columns - 1).add(line)).add(Ink.FAINT, glyphs.cut());
    }

    private static Ink ink(Happening happening) {
        if (happening.old()) {
            return Ink.FAINT;
        }
        return switch (happening.kind()) {
            case FAILURE -> Ink.ALARM;
            case STALL -> Ink.WARNING;
            case ATTEMPT, VERDICT -> Ink.NOTICE;
            case NOTE -> Ink.FAINT;
        };
    }

    /** Eight columns: the time of day, or the day where it was another. */
    private String time(Happening happening) {
        LocalDateTime time = LocalDateTime.ofInstant(happening.time(), zone);
        boolean today = time.toLocalDate()
                .equals(LocalDateTime.ofInstant(scene.time(), zone).toLocalDate());
        return today ? time.format(CLOCK) : (time.format(DAY) + "  ").substring(0, 6) + "  ";
    }
}
