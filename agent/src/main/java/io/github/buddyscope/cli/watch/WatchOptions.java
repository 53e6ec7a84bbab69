// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.nio.file.Path;

/**
 * What the command line asks for.
 *
 * @param periodMillis between two samples, 100 to 3,600,000
 * @param proc where the host's procfs is mounted
 * @param kernel where failure lines come from, as the agent's option
 * @param trace whether tracefs is used where it may be
 * @param samples after so many it ends; 0 for never
 * @param lines lines even on a terminal
 */
public record WatchOptions(long periodMillis, Path proc, String kernel, boolean trace, long samples, boolean lines) {}
