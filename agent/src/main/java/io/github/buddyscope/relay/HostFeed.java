// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.wire.Message.Counts;
import java.util.List;
import java.util.function.Supplier;

/**
 * What every connection needs of the relay.
 *
 * @param boot the host's boot id
 * @param run of this relay, random
 * @param states of the sources, now
 * @param counts of what was read, now
 */
record HostFeed(
        String software,
        String boot,
        String run,
        boolean showTasks,
        Ring failures,
        Ring traced,
        HostLog log,
        ProofSearch search,
        TaskOwners owners,
        Supplier<List<SourceState>> states,
        Supplier<Counts> counts) {}
