// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.docs.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/service.md} has every option with its default, in the code's order, and no other. */
class OptionPagesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| `([^`]+)` \\|");

    @Test
    void namesEveryOptionAndItsDefault() throws IOException {
        List<String> rows = new ArrayList<>();
        ROW.matcher(Files.readString(Page.DOCS.resolve("service.md")))
                .results()
                .forEach(row -> rows.add(row.group(1) + "=" + row.group(2)));
        List<String> options = new ArrayList<>();
        for (OptionKey option : OptionKey.values()) {
            options.add(option.key + "=" + option.defaultValue);
        }

        assertThat(rows).isEqualTo(options);
    }
}
