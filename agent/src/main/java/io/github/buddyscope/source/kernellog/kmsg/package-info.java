// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel log from {@code /dev/kmsg}: records read as they come, and the ring's replay told from what is new.
 */
package io.github.buddyscope.source.kernellog.kmsg;
