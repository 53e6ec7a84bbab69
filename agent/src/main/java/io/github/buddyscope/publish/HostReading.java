// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.HostSample;

/**
 * A host sample with the one before it, for rates.
 *
 * @param previous null for the first
 * @param pageSize bytes
 */
public record HostReading(HostSample now, HostSample previous, long pageSize) {}
