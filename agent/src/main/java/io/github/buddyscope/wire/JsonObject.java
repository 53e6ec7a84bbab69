// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.util.List;
import java.util.function.Consumer;

/** Builds a JSON object (RFC 8259) of ASCII characters on one line. What is null is left out: absent means not known. */
final class JsonObject {
    private final StringBuilder out = new StringBuilder("{");

    JsonObject text(String key, String value) {
        if (value != null) {
            key(key);
            string(value);
        }
        return this;
    }

    JsonObject number(String key, Number value) {
        return value == null ? this : raw(key, value.toString());
    }

    /** Left out where it's false. */
    JsonObject flag(String key, boolean value) {
        return value ? raw(key, "true") : this;
    }

    JsonObject bool(String key, boolean value) {
        return raw(key, value ? "true" : "false");
    }

    JsonObject object(String key, JsonObject value) {
        return value == null ? this : raw(key, value.toString());
    }

    /** Left out where empty. */
    JsonObject texts(String key, List<String> values) {
        return values == null || values.isEmpty() ? this : array(key, values, this::string);
    }

    /** Left out where null. */
    JsonObject numbers(String key, List<Long> values) {
        return values == null ? this : array(key, values, out::append);
    }

    /** Left out where empty. */
    JsonObject objects(String key, List<JsonObject> values) {
        return values.isEmpty() ? this : array(key, values, out::append);
    }

    private <T> JsonObject array(String key, List<T> values, Consumer<T> item) {
        key(key);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i > 0 ? "," : "");
            item.accept(values.get(i));
        }
        out.append(']');
        return this;
    }

    private JsonObject raw(String key, String value) {
        key(key);
        out.append(value);
        return this;
    }

    private void key(String key) {
        out.append(out.length() > 1 ? ",\"" : "\"").append(key).append("\":");
    }

    /** Escapes what the RFC demands, and all that isn't ASCII, lone surrogates included. */
    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
        out.append('"');
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
