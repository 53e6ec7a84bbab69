// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel log from journald, through a {@code journalctl} that follows it, each record once and placed in time.
 */
package io.github.buddyscope.source.kernellog.journal;
