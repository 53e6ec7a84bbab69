// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.text.JsonString;
import io.github.buddyscope.text.SafeText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compact JSON (RFC 8259) that may stand within a script element: ASCII alone, and no {@code <}, {@code >} or {@code &}.
 * Texts are kept once each and written as their number.
 */
final class JsonOut {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private boolean comma;

    JsonOut begin(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    JsonOut end(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    JsonOut key(String key) {
        separate();
        string(key);
        out.append(':');
        comma = false;
        return this;
    }

    JsonOut number(long number) {
        separate();
        out.append(number);
        return this;
    }

    JsonOut string(String key, String value) {
        key(key);
        separate();
        string(SafeText.of(value));
        return this;
    }

    JsonOut number(String key, long number) {
        return key(key).number(number);
    }

    /** The number of the text among {@link #texts}; -1 for null. */
    JsonOut text(String text) {
        return number(text == null ? -1 : texts.computeIfAbsent(SafeText.of(text), any -> texts.size()));
    }

    /** All texts so far, by their numbers. */
    JsonOut texts(String key) {
        key(key).begin('[');
        for (String text : texts.keySet()) {
            separate();
            string(text);
        }
        return end(']');
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
        comma = true;
    }

    private void string(String value) {
        JsonString.appendInScript(out, value);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
