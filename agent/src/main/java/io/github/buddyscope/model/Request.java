// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * What was asked of the page allocator.
 *
 * @param order 2^order pages in one piece; -1 where the OOM killer was called by hand (sysrq-f), null where not printed
 * @param mode GFP bits as printed after {@code mode:}
 * @param flags GFP names as printed (4.6 and later), in printed order; empty where the log has only bits
 * @param nodemask memory policy's nodes, {@code (null)} where none; null where not printed (before 4.11)
 * @param cpuset the cpuset's name; null where not printed
 * @param memsAllowed nodes that the cpuset allows, e.g. {@code 0-1}; null where not printed
 */
public record Request(
        Integer order, long mode, List<String> flags, String nodemask, String cpuset, String memsAllowed) {
    public Request {
        flags = List.copyOf(flags);
    }
}
