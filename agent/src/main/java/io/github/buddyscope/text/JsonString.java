// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

/** A text as a JSON string (RFC 8259). */
public final class JsonString {
    private JsonString() {}

    /** Escapes what the RFC demands, and all that isn't ASCII, lone surrogates included: fit for any encoding. */
    public static void append(StringBuilder out, String value) {
        append(out, value, false);
    }

    /** The same for a script element of a page: no {@code <}, {@code >} or {@code &} either. */
    public static void appendInScript(StringBuilder out, String value) {
        append(out, value, true);
    }

    private static void append(StringBuilder out, String value, boolean inScript) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f && !(inScript && (c == '<' || c == '>' || c == '&'))) {
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
}
