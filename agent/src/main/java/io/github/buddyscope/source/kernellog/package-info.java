// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's log as it comes: {@link io.github.buddyscope.source.kernellog.KernelLogs} chooses where from. Nothing in here or
 * below knows what a line means; it only sees to it that every line arrives once, in order, and that what is lost is counted.
 */
package io.github.buddyscope.source.kernellog;
