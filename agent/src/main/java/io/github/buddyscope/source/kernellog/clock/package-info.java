// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The clocks that place a log's stamps in this JVM's time, and how far they may be off.
 */
package io.github.buddyscope.source.kernellog.clock;
