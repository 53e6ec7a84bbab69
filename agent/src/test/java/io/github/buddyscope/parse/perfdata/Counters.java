// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.perfdata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes files of counters as HotSpot does. */
public final class Counters {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Counters add(String name, long value) {
        values.put(name, value);
        return this;
    }

    public Counters add(String name, String value) {
        values.put(name, value);
        return this;
    }

    public byte[] bytes() {
        return bytes(ByteOrder.nativeOrder());
    }

    byte[] bytes(ByteOrder order) {
        ByteBuffer out = ByteBuffer.allocate(32 << 10);
        out.putInt(0xcafec0c0).put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0));
        out.put((byte) 2).put((byte) 0).put((byte) 1);
        out.order(order);
        out.putInt(0).putInt(0).putLong(0).putInt(32).putInt(values.size());
        values.forEach((name, value) -> {
            byte[] key = (name + "\0").getBytes(StandardCharsets.UTF_8);
            byte[] text = value instanceof String string
                    ? (string + "\0").getBytes(StandardCharsets.UTF_8)
                    : ByteBuffer.allocate(8).order(order).putLong((Long) value).array();
            int data = (20 + key.length + 7) / 8 * 8;
            int length = (data + text.length + 7) / 8 * 8;
            int begin = out.position();
            out.putInt(length).putInt(20).putInt(value instanceof String ? text.length : 0);
            out.put((byte) (value instanceof String ? 'B' : 'J'))
                    .put(new byte[3])
                    .putInt(data);
            out.put(begin + 20, key).put(begin + data, text).position(begin + length);
        });
        return out.array();
    }
}
