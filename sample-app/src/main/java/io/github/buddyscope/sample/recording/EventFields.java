// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.DataAmount;
import jdk.jfr.Percentage;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;

/** An event's fields as text, each by its own unit; a field that the event lacks or leaves empty is null. */
final class EventFields {
    private static final List<String> EVERY_EVENT_HAS = List.of("startTime", "duration", "eventThread", "stackTrace");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final RecordedEvent event;

    EventFields(RecordedEvent event) {
        this.event = event;
    }

    String start() {
        return clock(event.getStartTime());
    }

    /** The event's own fields. */
    List<ValueDescriptor> own() {
        List<ValueDescriptor> own = new ArrayList<>();
        for (ValueDescriptor field : event.getFields()) {
            if (!EVERY_EVENT_HAS.contains(field.getName())) {
                own.add(field);
            }
        }
        return own;
    }

    String text(String name) {
        for (ValueDescriptor field : event.getFields()) {
            if (field.getName().equals(name)) {
                return text(field);
            }
        }
        return null;
    }

    String text(ValueDescriptor field) {
        String name = field.getName();
        Object value = event.getValue(name);
        if (value == null || value.equals("") || value.equals(Long.MIN_VALUE) || isNaN(value)) {
            return null;
        }
        if (field.getAnnotation(Timestamp.class) != null) {
            Instant instant = event.getInstant(name);
            return instant.toEpochMilli() <= 0 ? null : clock(instant);
        }
        if (field.getAnnotation(Timespan.class) != null) {
            return span(event.getDuration(name));
        }
        if (field.getAnnotation(DataAmount.class) != null && value instanceof Number bytes) {
            return bytes.longValue() < 0 ? null : amount(bytes.longValue());
        }
        if (field.getAnnotation(Percentage.class) != null && value instanceof Number share) {
            return String.format(Locale.ROOT, "%.1f %%", share.doubleValue() * 100);
        }
        // of a plain number less than 0 is "not known"
        return value instanceof Number number && number.longValue() < 0 ? null : Prose.harmless(value.toString());
    }

    private static boolean isNaN(Object value) {
        return value instanceof Number number && Double.isNaN(number.doubleValue());
    }

    static String amount(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        boolean whole = amount == Math.rint(amount);
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }

    private static String span(Duration span) {
        double seconds = span.toMillis() / 1e3;
        return Math.abs(seconds) >= 1
                ? String.format(Locale.ROOT, "%.3f s", seconds)
                : String.format(Locale.ROOT, "%.3f ms", span.toNanos() / 1e6);
    }

    private static String clock(Instant instant) {
        return CLOCK.format(instant.atZone(ZoneId.systemDefault()));
    }
}
