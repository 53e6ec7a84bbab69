// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Collection pauses against the stalls of this JVM's threads in them.
 */
package io.github.buddyscope.correlation.pause;
