// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import io.github.buddyscope.event.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultProvider;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;

/** A recording with just these events, and what rules say of it. */
final class Recorded implements AutoCloseable {
    /** It warns of every recording in which one event has two shapes. */
    private static final Logger PARSER = Logger.getLogger("org.openjdk.jmc.flightrecorder");

    static {
        PARSER.setLevel(Level.SEVERE);
    }

    private final Recording recording = new Recording();
    private final Path file;

    private Recorded(String... off) {
        Vocabulary.EVENTS.forEach(FlightRecorder::register);
        try {
            file = Files.createTempFile("rules", ".jfr");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (String event : off) {
            recording.disable(event);
        }
        recording.enable("jdk.ActiveSetting");
        recording.start();
    }

    static Recorded with(Event... events) {
        return new Recorded().and(events);
    }

    static Recorded without(String... types) {
        return new Recorded(types);
    }

    Recorded and(Event... events) {
        List.of(events).forEach(Event::commit);
        return this;
    }

    Recorded enable(String type, Consumer<jdk.jfr.EventSettings> more) {
        more.accept(recording.enable(type).withoutStackTrace());
        return this;
    }

    /** Those of a type so far. */
    List<RecordedEvent> soFar(String type) {
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(type))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path file() {
        soFar("");
        return file;
    }

    /** As Mission Control reads it. */
    IItemCollection items() {
        try {
            return JfrLoaderToolkit.loadEvents(file().toFile());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs it as Mission Control does. */
    Said said(IRule rule) {
        return said(rule, items());
    }

    static Said said(IRule rule, IItemCollection items) {
        var evaluation = rule.createEvaluation(items, IPreferenceValueProvider.DEFAULT_VALUES, new ResultProvider());
        evaluation.run();
        try {
            return new Said(evaluation.get());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        recording.close();
        Vocabulary.EVENTS.forEach(FlightRecorder::unregister);
        try {
            Files.delete(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A rule's result in the words that are shown. */
    record Said(IResult result) {
        double score() {
            var score = result.getResult(org.openjdk.jmc.flightrecorder.rules.TypedResult.SCORE);
            return score == null ? -1 : score.doubleValue();
        }

        String summary() {
            return ResultToolkit.populateMessage(result, result.getSummary(), false);
        }

        String html() {
            return all(true);
        }

        String text() {
            return all(false);
        }

        private String all(boolean html) {
            return ResultToolkit.populateMessage(result, result.getSummary(), html) + "\n"
                    + ResultToolkit.populateMessage(result, result.getExplanation(), html) + "\n"
                    + ResultToolkit.populateMessage(result, result.getSolution(), html);
        }

        org.openjdk.jmc.flightrecorder.rules.Severity severity() {
            return result.getSeverity();
        }
    }
}
