// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Logs as {@code explain} reads them: rotated, gzipped, of any size, block by block, with only the lines that matter parsed.
 */
package io.github.buddyscope.cli.log;
