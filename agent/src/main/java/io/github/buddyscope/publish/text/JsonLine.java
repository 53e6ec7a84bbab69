// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import java.util.List;
import java.util.function.Consumer;

/** Builds one JSON object on one line (RFC 8259). */
final class JsonLine {
    private final StringBuilder out = new StringBuilder("{");
    private boolean comma;

    JsonLine text(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    JsonLine number(String key, Number value) {
        return raw(key, String.valueOf(value));
    }

    JsonLine bool(String key, boolean value) {
        return raw(key, String.valueOf(value));
    }

    /** {@code value} as it stands; it must be JSON. */
    JsonLine raw(String key, String value) {
        key(key);
        out.append(value);
        return this;
    }

    JsonLine texts(String key, List<String> values) {
        return array(key, values, this::string);
    }

    /** Null where there's no list. */
    JsonLine textsOrNull(String key, List<String> values) {
        return values == null ? raw(key, "null") : texts(key, values);
    }

    JsonLine numbers(String key, List<Long> values) {
        return array(key, values, out::append);
    }

    JsonLine objects(String key, List<JsonLine> values) {
        return array(key, values, out::append);
    }

    private <T> JsonLine array(String key, List<T> values, Consumer<T> item) {
        key(key);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i > 0 ? "," : "");
            item.accept(values.get(i));
        }
        out.append(']');
        return this;
    }

    private void key(String key) {
        out.append(comma ? "," : "");
        comma = true;
        string(key);
        out.append(':');
    }

    /** Escapes what the RFC demands, and all that isn't ASCII, lone surrogates included: fit for any encoding. */
    private void string(String value) {
        if (value == null) {
            out.append("null");
            return;
        }
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
