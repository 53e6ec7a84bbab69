// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import io.github.buddyscope.publish.text.Times;

/** From when to when a log was written. */
public final class LogSpan {
    private LogSpan() {}

    /**
     * {@code , Apr 14 07:32:42 to 23:59:58}; "" where its ends give no time.
     *
     * @param first the log's first line, null where it has none
     */
    public static String of(String first, String last) {
        if (first == null || last == null) {
            return "";
        }
        KernelLine from = LogPrefix.stamp(1, first);
        KernelLine to = LogPrefix.stamp(2, last);
        String begin = Times.words(from);
        String end = Times.words(to, from);
        if (begin.isEmpty() || end.isEmpty()) {
            return "";
        }
        return ", " + begin + (begin.equals(Times.words(to)) ? "" : " to " + end);
    }
}
