// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;

/** Fields of an event that may be of another release: what isn't there, or of another type, is not known. */
final class Fields {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_TEXT = 20_000;

    private Fields() {}

    /** -1 where not known. */
    static long number(RecordedObject event, String name) {
        Object value = value(event, name);
        return value instanceof Number number ? number.longValue() : -1;
    }

    /** -1 where not known; the nearest int. */
    static int count(RecordedObject event, String name) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(event, name)));
    }

    /** NaN where not known. */
    static double real(RecordedObject event, String name) {
        Object value = value(event, name);
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    static boolean flag(RecordedObject event, String name, boolean otherwise) {
        Object value = value(event, name);
        return value instanceof Boolean flag ? flag : otherwise;
    }

    /** On one line, cut where it is long; null where not known. */
    static String line(RecordedObject event, String name) {
        return line(event, name, LONGEST_LINE);
    }

    static String line(RecordedObject event, String name, int longest) {
        Object value = value(event, name);
        return value instanceof String text ? SafeText.line(text, longest) : null;
    }

    /** With its newlines; null where not known. */
    static String text(RecordedObject event, String name) {
        Object value = value(event, name);
        if (!(value instanceof String text)) {
            return null;
        }
        return SafeText.of(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\n…");
    }

    /** Nanoseconds; null where not known. */
    static Long nanos(RecordedObject event, String name) {
        if (!event.hasField(name)) {
            return null;
        }
        if (value(event, name) instanceof Long raw && raw == Long.MIN_VALUE) {
            return null;
        }
        try {
            return nanos(event.getDuration(name));
        } catch (IllegalArgumentException | ArithmeticException notATime) {
            return null;
        }
    }

    private static long nanos(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000_000L), duration.getNano());
    }

    /** Nanoseconds; -1 where not known. */
    static long length(RecordedObject event, String name) {
        Long nanos = nanos(event, name);
        return nanos == null ? -1 : nanos;
    }

    /** Microseconds since the epoch; {@code otherwise} where not known. */
    static long micros(RecordedObject event, String name, long otherwise) {
        if (!event.hasField(name)) {
            return otherwise;
        }
        try {
            return micros(event.getInstant(name));
        } catch (IllegalArgumentException | ArithmeticException notATime) {
            return otherwise;
        }
    }

    /** When the event was written, or began. */
    static long written(RecordedEvent event) {
        return micros(event.getStartTime());
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    static RecordedObject object(RecordedObject event, String name) {
        return value(event, name) instanceof RecordedObject object && !(object instanceof RecordedClass)
                ? object
                : null;
    }

    private static Object value(RecordedObject event, String name) {
        return event.hasField(name) ? event.getValue(name) : null;
    }
}
