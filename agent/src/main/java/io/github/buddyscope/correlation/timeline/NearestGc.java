// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.model.GcEvent;

/**
 * The collection nearest to a failure.
 *
 * @param offsetNanos from the failure to the collection: negative where it ended before, positive where it began after,
 *     0 where the failure fell within it
 * @param errorNanos error of the offset: the failure's and the collection's clock errors added
 */
public record NearestGc(GcEvent gc, long offsetNanos, long errorNanos) {}
