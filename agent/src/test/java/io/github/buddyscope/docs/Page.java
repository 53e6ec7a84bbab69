// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pages of {@code docs/} that are made from the code: held to it, or written anew where that is asked for. */
public final class Page {
    public static final Path DOCS = Path.of("../docs");
    private static final String WRITE = "docs.write";
    private static final String COMMAND =
            "mvn -pl jfr-events,agent test -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE;

    private final StringBuilder text = new StringBuilder();

    /** @param from what it's made from, for its readers */
    public Page(String title, String from, String introduction) {
        text.append("# ").append(title).append("\n\n");
        text.append("<!-- Made from ").append(from).append(": don't edit. ").append(COMMAND);
        text.append(" -->\n\n").append(introduction);
    }

    public void heading(String heading) {
        text.append("\n## ").append(heading).append("\n\n");
    }

    public void heading3(String heading) {
        text.append("\n### ").append(heading).append("\n\n");
    }

    public void paragraph(String words) {
        text.append(cell(words)).append('\n');
    }

    public void table(String... columns) {
        text.append('\n');
        row(List.of(columns));
        text.append("| --- ".repeat(columns.length)).append("|\n");
    }

    public void row(String... cells) {
        row(List.of(cells));
    }

    private void row(List<String> cells) {
        for (String cell : cells) {
            text.append(cell.isEmpty() ? "|" : "| ").append(cell(cell)).append(' ');
        }
        text.append("|\n");
    }

    public static String code(String name) {
        return "`" + name + "`";
    }

    private static String cell(String words) {
        return words.replace("|", "\\|").replace("<", "&lt;");
    }

    /** Fails where the file has another text; writes it first where {@code -Ddocs.write} is set. */
    public void holds(String file) throws IOException {
        Path page = DOCS.resolve(file);
        if (System.getProperty(WRITE) != null) {
            Files.writeString(page, text);
        }
        assertThat(page)
                .as("docs/%s is made from the code, and the code has changed. To write it anew:%n%s", file, COMMAND)
                .exists();
        assertThat(Files.readString(page))
                .as("docs/%s is made from the code, and one of them has changed. To write it anew:%n%s", file, COMMAND)
                .isEqualTo(text.toString());
    }
}
