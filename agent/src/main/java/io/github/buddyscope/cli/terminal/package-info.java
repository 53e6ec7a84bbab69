// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What every command has to do with its caller: the terminal that it prints to, the progress of long work, wrong usage, and
 * the exit status.
 */
package io.github.buddyscope.cli.terminal;
