// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import io.github.buddyscope.model.KernelLine;
import java.util.List;

/** Takes what a log daemon put before a kernel line off it. */
@FunctionalInterface
public interface LineParser {
    /**
     * @param number the line's number, from 1
     * @param line as it stands in the file, without its end
     * @return the kernel's lines in it: none where somebody else wrote it, several where the daemon joined them
     */
    List<KernelLine> parse(long number, String line);
}
