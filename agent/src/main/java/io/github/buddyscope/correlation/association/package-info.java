// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Whether episodes coincide with what this JVM does more often than by chance: a circular-shift test over one time line.
 */
package io.github.buddyscope.correlation.association;
