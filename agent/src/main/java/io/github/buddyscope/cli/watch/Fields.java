// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.text.SafeText;

/** {@code name=value} after {@code name=value}, for scripts: a value that isn't plain is quoted, one that isn't known is {@code -}. */
final class Fields {
    /** Longer than any verdict in words. */
    private static final int LONGEST = 8_000;

    private final StringBuilder text = new StringBuilder();

    Fields add(String name, Object value) {
        text.append(text.isEmpty() ? "" : " ").append(name).append('=');
        if (value == null || value.toString().isEmpty()) {
            text.append('-');
        } else if (plain(value.toString())) {
            text.append(value);
        } else {
            String whole = value.toString();
            quoted(SafeText.line(whole, LONGEST) + (whole.length() > LONGEST ? "\u2026" : ""));
        }
        return this;
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
        text.append('"');
    }

    private static boolean plain(String value) {
        boolean plain = value.length() <= LONGEST;
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
        }
        return plain;
    }

    String text() {
        return text.toString();
    }
}
