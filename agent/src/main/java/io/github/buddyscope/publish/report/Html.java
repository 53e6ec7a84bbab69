// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.text.SafeText;

/** Builds HTML: what isn't a tag of ours is text, whatever it looks like. */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Markup of ours, as it stands. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text, fit for an attribute in double quotes too; null is nothing. */
    Html text(String text) {
        if (text == null) {
            return this;
        }
        String safe = SafeText.of(text);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /** An element with nothing but a text in it. */
    Html element(String name, String text) {
        return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    /** {@link #element} of a class of ours. */
    Html element(String name, String style, String text) {
        return raw("<").raw(name)
                .raw(" class=\"")
                .raw(style)
                .raw("\">")
                .text(text)
                .raw("</")
                .raw(name)
                .raw(">");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
