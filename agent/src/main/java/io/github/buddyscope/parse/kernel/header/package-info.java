// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The lines that begin a report or belong right before or behind such a one, of every kind of failure and every release.
 */
package io.github.buddyscope.parse.kernel.header;
