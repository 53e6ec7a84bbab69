// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.JvmSample;

/**
 * What is known of the watched JVM now.
 *
 * @param pid of the process
 * @param name its main class or jar, "" where not known
 * @param problem why it doesn't answer, with what would help; "" while it does
 * @param lack of what it doesn't tell, why, or who would; "" where it tells all
 * @param carriesAgent whether our agent is in it, be it asked or not
 * @param sample its last answer; null before the first
 * @param gcShare time in pauses over the last period, 0 to 1; NaN where not known
 * @param gcShares the same over time
 * @param directUsed bytes of direct buffers over time
 */
public record JvmView(
        String pid,
        String name,
        String problem,
        String lack,
        boolean carriesAgent,
        JvmSample sample,
        double gcShare,
        Trail gcShares,
        Trail directUsed) {}
