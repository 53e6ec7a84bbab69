// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * This JVM's part in an episode, and the evidence: victim, cause, both, bystander, or not known.
 */
package io.github.buddyscope.correlation.role;
