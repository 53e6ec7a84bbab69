// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Troubles that belong together, and how many may be opened.
 */
package io.github.buddyscope.correlation.episode;
