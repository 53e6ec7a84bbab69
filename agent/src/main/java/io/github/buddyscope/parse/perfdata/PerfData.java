// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.perfdata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * HotSpot's performance counters by name (hotspot/share/runtime/perfMemory.hpp, {@code PerfDataPrologue} and {@code
 * PerfDataEntry}, version 2.0 of the format). What of the bytes is no counter is left out.
 */
public final class PerfData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int PROLOGUE = 32;
    private static final int ENTRY = 20;
    private static final int LITTLE = 1;
    private static final int FORMAT = 2;
    private static final int MOST_COUNTERS = 4_096;

    private final Map<String, Object> values = new HashMap<>();

    private PerfData() {}

    /** @return null where these are no counters, or the JVM hasn't made them all yet */
    public static PerfData parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < PROLOGUE || in.getInt(0) != MAGIC || in.get(5) != FORMAT || in.get(7) == 0) {
            return null;
        }
        in.order(in.get(4) == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        PerfData data = new PerfData();
        int at = in.getInt(24);
        int left = Math.min(in.getInt(28), MOST_COUNTERS);
        while (left-- > 0 && at >= PROLOGUE && at <= bytes.length - ENTRY) {
            int length = in.getInt(at);
            if (length < ENTRY || length > bytes.length - at) {
                return data;
            }
            data.add(in, at, at + length);
            at += length;
        }
        return data;
    }

    private void add(ByteBuffer in, int from, int to) {
        int name = in.getInt(from + 4);
        int elements = in.getInt(from + 8);
        int data = in.getInt(from + 16);
        if (name < ENTRY || name >= to - from || data < ENTRY || data >= to - from) {
            return;
        }
        byte type = in.get(from + 12);
        if (type == 'J' && elements == 0 && data <= to - from - Long.BYTES) {
            values.put(text(in, from + name, to), in.getLong(from + data));
        } else if (type == 'B' && elements > 0) {
            values.put(text(in, from + name, to), text(in, from + data, (int)
                    Math.min(to, (long) from + data + elements)));
        }
    }

    /** Up to its zero. */
    private static String text(ByteBuffer in, int from, int to) {
        int end = from;
        while (end < to && in.get(end) != 0) {
            end++;
        }
        return new String(in.array(), from, end - from, StandardCharsets.UTF_8);
    }

    /** The counter's value; -1 where there is none of that name. */
    public long number(String name) {
        return values.get(name) instanceof Long number ? number : -1;
    }

    /** The counter's text; null where there is none of that name. */
    public String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }
}
