// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VocabularyTest {
    /** Where {@code jfr view} cuts a heading. */
    private static final int HEADING = 30;

    private static final Pattern TITLE =
            Pattern.compile("(\\p{Lu}\\S*|\\d+|kswapd)( (\\p{Lu}\\S*|\\d+|of|in|to|by|KiB|MiB))*");

    static List<Class<? extends Event>> events() {
        return Vocabulary.EVENTS;
    }

    @BeforeAll
    static void register() {
        Vocabulary.EVENTS.forEach(FlightRecorder::register);
    }

    @AfterAll
    static void unregister() {
        Vocabulary.EVENTS.forEach(FlightRecorder::unregister);
    }

    @Test
    void namesEveryEventClassOfThePackage() throws Exception {
        Path classes = Path.of(Vocabulary.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(classes.resolve("io/github/buddyscope/event"))) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith("Event.class")))
                    .containsExactlyInAnyOrderElementsOf(events().stream()
                            .map(e -> e.getSimpleName() + ".class")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasTheNameOfItsClassAndSaysWhatItIs(Class<? extends Event> event) {
        EventType type = EventType.getEventType(event);

        assertThat(type.getName() + "Event").isEqualTo("buddyscope." + event.getSimpleName());
        assertThat(type.getLabel()).isNotBlank().hasSizeLessThanOrEqualTo(HEADING);
        assertThat(type.getDescription()).isNotBlank();
        assertThat(type.getCategoryNames()).hasSize(2).startsWith("Buddyscope");
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFieldHasAShortLabelAndADescription(Class<? extends Event> event) {
        for (Field field : event.getFields()) {
            ValueDescriptor value = EventType.getEventType(event).getField(field.getName());
            assertThat(value).as("%s is a field of the event", field).isNotNull();
            assertThat(field.getAnnotation(Label.class))
                    .as("label of %s", field)
                    .isNotNull();
            assertThat(field.getAnnotation(Label.class).value())
                    .as("label of %s", field)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(HEADING);
            assertThat(field.getAnnotation(Description.class))
                    .as("description of %s", field)
                    .isNotNull();
            assertThat(field.getAnnotation(Description.class).value()).isNotBlank();
            assertThat(Modifier.isStatic(field.getModifiers())).isFalse();
        }
    }

    /** As the JDK's own: capitals but in the short words, no full stop after a description. */
    @ParameterizedTest
    @MethodSource("events")
    void isLabelledAsTheJdksEventsAre(Class<? extends Event> event) {
        List<String> labels =
                new ArrayList<>(List.of(EventType.getEventType(event).getLabel()));
        List<String> descriptions =
                new ArrayList<>(List.of(EventType.getEventType(event).getDescription()));
        for (Field field : event.getFields()) {
            labels.add(field.getAnnotation(Label.class).value());
            descriptions.add(field.getAnnotation(Description.class).value());
        }

        assertThat(labels).doesNotHaveDuplicates().allMatch(TITLE.asMatchPredicate());
        assertThat(descriptions).noneMatch(text -> text.endsWith(".")).allMatch(text -> !text.contains("  "));
    }

    /** To Mission Control any other long is an id, which it neither charts nor adds up. */
    @ParameterizedTest
    @MethodSource("events")
    void everyLongIsAQuantityOrAnIdOrAClock(Class<? extends Event> event) {
        for (Field field : event.getFields()) {
            if (field.getType() == long.class
                    && !Set.of("taskId", "traceTime", "gcTraceTime").contains(field.getName())) {
                assertThat(EventType.getEventType(event)
                                .getField(field.getName())
                                .getContentType())
                        .as("content type of %s", field)
                        .isIn("jdk.jfr.Timespan", "jdk.jfr.Timestamp", "jdk.jfr.DataAmount");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFieldCalledBytesIsShownAsAnAmountOfData(Class<? extends Event> event) {
        for (Field field : event.getFields()) {
            if (field.getName().toLowerCase(Locale.ROOT).endsWith("bytes")) {
                assertThat(EventType.getEventType(event)
                                .getField(field.getName())
                                .getContentType())
                        .as("content type of %s", field)
                        .isEqualTo("jdk.jfr.DataAmount");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void isOnByDefaultAndTakesAStackTraceOnlyOfAllocations(Class<? extends Event> event) {
        EventType type = EventType.getEventType(event);

        assertThat(defaultOf(type, "enabled")).isEqualTo("true");
        assertThat(defaultOf(type, "threshold")).startsWith("0");
        assertThat(defaultOf(type, "stackTrace")).isEqualTo(String.valueOf(event == DirectAllocationEvent.class));
    }

    private static String defaultOf(EventType type, String setting) {
        return type.getSettingDescriptors().stream()
                .filter(s -> s.getName().equals(setting))
                .map(SettingDescriptor::getDefaultValue)
                .findFirst()
                .orElseThrow();
    }
}
