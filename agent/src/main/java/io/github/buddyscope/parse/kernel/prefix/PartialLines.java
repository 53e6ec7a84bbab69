// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.model.KernelLine;
import java.util.List;

/**
 * {@link LogPrefix} for a whole log: puts together what a container runtime split before it wrapped it, as it does with
 * lines longer than its buffer (CRI's {@code P} lines, Docker's without a newline). Holds at most {@link
 * LogPrefix#MAX_LINE} characters; what is beyond is left out.
 */
public final class PartialLines {
    private final StringBuilder text = new StringBuilder();
    private ShippedLine first;
    private long number;

    /** Whether the rest of a line is awaited. */
    public boolean holding() {
        return first != null;
    }

    /** As {@link LogPrefix#parse}; nothing while the rest of a line is awaited. */
    public List<KernelLine> parse(long lineNumber, String line) {
        ShippedLine shipped = LogPrefix.shipped(line);
        if (shipped == null) {
            clear();
            return LogPrefix.parse(lineNumber, line);
        }
        if (first == null && !shipped.partial()) {
            return LogPrefix.parse(lineNumber, shipped);
        }
        if (first == null) {
            first = shipped;
            number = lineNumber;
        }
        int room = LogPrefix.MAX_LINE - text.length();
        text.append(shipped.text(), 0, Math.min(room, shipped.text().length()));
        if (shipped.partial()) {
            return List.of();
        }
        List<KernelLine> lines = LogPrefix.parse(
                number, new ShippedLine(text.toString(), first.time(), first.foreign() || shipped.foreign(), false));
        clear();
        return lines;
    }

    /** Forgets the beginning of a line. */
    public void clear() {
        first = null;
        text.setLength(0);
    }
}
