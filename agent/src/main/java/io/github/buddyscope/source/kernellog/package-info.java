// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's log as it comes: from {@code /dev/kmsg} or from a file that a log daemon writes, and the clock that places
 * its stamps in this JVM's time. Nothing in here knows what a line means; it only sees to it that every line arrives
 * once, in order, and that what is lost is counted.
 */
package io.github.buddyscope.source.kernellog;
