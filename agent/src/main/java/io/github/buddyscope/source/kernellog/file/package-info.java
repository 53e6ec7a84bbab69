// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel log from a file that a log daemon writes, followed through rotation and truncation.
 */
package io.github.buddyscope.source.kernellog.file;
