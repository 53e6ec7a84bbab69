// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the host's zones did about an episode.
 */
package io.github.buddyscope.correlation.zone;
