// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.KernelLine;
import java.util.ArrayList;
import java.util.List;

/**
 * A flood of which nothing is gathered, but for the lines of the failure that began last: when nothing follows it, it's the first
 * behind the flood. Of those lines as many are kept as a report may have.
 */
final class PassedOver {
    private final Headlines headlines = new Headlines();
    private final List<KernelLine> last = new ArrayList<>();
    private int characters;
    private boolean cut;

    /** Whether the line begins a failure. Then those of the one before are {@linkplain #forget to be forgotten}. */
    boolean begins(KernelLine line) {
        return headlines.begins(line);
    }

    /**
     * Keeps the line, if it's one of the failure that began last.
     *
     * @return whether it did
     */
    boolean keeps(KernelLine line, boolean begins) {
        if (!begins && (last.isEmpty() || cut)) {
            return false;
        }
        characters += line.text().length();
        if (!begins && (last.size() == OpenReport.MAX_LINES || characters > OpenReport.MAX_TEXT)) {
            cut = true;
            return false;
        }
        return last.add(line);
    }

    /** What comes next isn't the failure's own any more. */
    void cut() {
        cut = true;
    }

    boolean isCut() {
        return cut;
    }

    /** Of the failure that began last, its first line first; empty where none did. */
    List<KernelLine> last() {
        return last;
    }

    /** Gives up what is kept. */
    void forget() {
        last.clear();
        characters = 0;
        cut = false;
    }
}
