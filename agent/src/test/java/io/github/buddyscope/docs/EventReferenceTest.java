// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.docs;

import io.github.buddyscope.event.Vocabulary;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Frequency;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} says what the event classes say. */
class EventReferenceTest {
    private static final String INTRODUCTION = """
            Every event is in any recording that doesn't switch it off; thresholds are zero, and only `DirectAllocation` has a
            stack trace. The fields `startTime` and `eventThread`, which the JDK adds, say when and by which of the agent's threads
            the event was written; when something happened in the kernel is a field of its own. Only `DirectAllocation` is
            written by the thread that did it.

            `jfr metadata --events 'buddyscope.*' service.jfr` prints the same from a recording. What isn't known is null in
            texts, -1 in numbers, NaN in shares, and the least long in times, which `jfr print` shows as N/A and Mission Control as -292 years.
            """;

    @Test
    void namesEveryEventAndFieldWithUnitAndDescription() throws Exception {
        Page page = new Page("The events", "the event classes", INTRODUCTION);
        for (Class<? extends Event> event : Vocabulary.EVENTS) {
            page.heading(event.getAnnotation(Name.class).value());
            page.paragraph(event.getAnnotation(Description.class).value() + ". Category "
                    + String.join(" > ", event.getAnnotation(Category.class).value()) + ", label "
                    + event.getAnnotation(Label.class).value() + "."
                    + (event.getAnnotation(StackTrace.class).value() ? " With a stack trace." : ""));
            page.table("field", "type", "label", "what it is");
            for (Field field : fields(event)) {
                page.row(
                        Page.code(field.getName()),
                        type(field),
                        field.getAnnotation(Label.class).value(),
                        field.getAnnotation(Description.class).value());
            }
        }
        page.holds("events.md");
    }

    /** Those of classes above first, as in a recording. */
    private static List<Field> fields(Class<?> event) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = event; type != Event.class; type = type.getSuperclass()) {
            classes.add(type);
        }
        Collections.reverse(classes);
        List<Field> fields = new ArrayList<>();
        for (Class<?> type : classes) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Label.class)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static String type(Field field) {
        String type = field.getType().getSimpleName();
        if (field.isAnnotationPresent(Timespan.class)) {
            return type + ", time in ns";
        }
        if (field.isAnnotationPresent(Timestamp.class)) {
            return type + ", ms since 1970";
        }
        if (field.isAnnotationPresent(DataAmount.class)) {
            return type + ", bytes";
        }
        if (field.isAnnotationPresent(Percentage.class)) {
            return type + ", share of 1";
        }
        return field.isAnnotationPresent(Frequency.class) ? type + ", 1/s" : type;
    }
}
