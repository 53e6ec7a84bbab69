// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What happened, told by the kernel's log or its trace, placed in this JVM's time, and what of it opens an episode.
 */
package io.github.buddyscope.correlation.trouble;
