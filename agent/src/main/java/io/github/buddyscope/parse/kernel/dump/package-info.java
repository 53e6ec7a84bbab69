// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The two dumps of a report: its stack (dump_stack) and its memory (show_mem), line by line and as they are gathered.
 */
package io.github.buddyscope.parse.kernel.dump;
