// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

/** A JSON object in the order in which its members were put. */
final class JsonObject {
    private final StringBuilder text = new StringBuilder();

    JsonObject put(String name, long value) {
        return member(name).append(value);
    }

    JsonObject put(String name, boolean value) {
        return member(name).append(value);
    }

    JsonObject put(String name, JsonObject value) {
        return member(name).append(value);
    }

    JsonObject put(String name, String value) {
        member(name).quote(value);
        return this;
    }

    private JsonObject member(String name) {
        text.append(text.isEmpty() ? "" : ",");
        quote(name);
        text.append(':');
        return this;
    }

    private JsonObject append(Object value) {
        text.append(value);
        return this;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return "{" + text + "}";
    }
}
