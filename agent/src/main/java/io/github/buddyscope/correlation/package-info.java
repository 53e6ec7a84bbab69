// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Sets a trouble beside what this JVM and the host did around it. {@link io.github.buddyscope.correlation.Correlator} gathers
 * troubles into episodes; once the window of one has passed, its verdict is made from what the packages below know. Coinciding
 * is not causing.
 */
package io.github.buddyscope.correlation;
