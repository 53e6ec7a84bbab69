// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * {@code java -jar buddyscope.jar}: the choice of a command, the help, and the commands that look at this host; the others are
 * below.
 */
package io.github.buddyscope.cli;
