// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.util.List;
import java.util.function.Consumer;

/**
 * Builds a JSON object (RFC 8259) of ASCII characters on one line. What isn't known, null, is either left out, as are empty
 * lists, or, in a {@link #whole} object, written as null.
 */
public final class JsonObject {
    private final StringBuilder out = new StringBuilder("{");
    private final boolean whole;

    /** Without what isn't known. */
    public JsonObject() {
        this(false);
    }

    private JsonObject(boolean whole) {
        this.whole = whole;
    }

    /** With a null for what isn't known, and empty lists. */
    public static JsonObject whole() {
        return new JsonObject(true);
    }

    public JsonObject text(String key, String value) {
        if (value == null) {
            return unknown(key);
        }
        key(key);
        JsonString.append(out, value);
        return this;
    }

    public JsonObject number(String key, Number value) {
        return value == null ? unknown(key) : raw(key, value.toString());
    }

    /** Left out where it's false. */
    public JsonObject flag(String key, boolean value) {
        return value ? bool(key, true) : this;
    }

    public JsonObject bool(String key, boolean value) {
        return raw(key, value ? "true" : "false");
    }

    public JsonObject object(String key, JsonObject value) {
        return value == null ? unknown(key) : raw(key, value.toString());
    }

    public JsonObject texts(String key, List<String> values) {
        return array(key, values, value -> JsonString.append(out, value));
    }

    /** An empty list is written as one. */
    public JsonObject numbers(String key, List<Long> values) {
        return values != null && values.isEmpty() ? raw(key, "[]") : array(key, values, out::append);
    }

    public JsonObject objects(String key, List<JsonObject> values) {
        return array(key, values, out::append);
    }

    /** {@code value} as it stands; it must be JSON. */
    public JsonObject raw(String key, String value) {
        key(key);
        out.append(value);
        return this;
    }

    private <T> JsonObject array(String key, List<T> values, Consumer<T> item) {
        if (values == null || values.isEmpty() && !whole) {
            return unknown(key);
        }
        key(key);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i > 0 ? "," : "");
            item.accept(values.get(i));
        }
        out.append(']');
        return this;
    }

    private JsonObject unknown(String key) {
        return whole ? raw(key, "null") : this;
    }

    private void key(String key) {
        out.append(out.length() > 1 ? "," : "");
        JsonString.append(out, key);
        out.append(':');
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
