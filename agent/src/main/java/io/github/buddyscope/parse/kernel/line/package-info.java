// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Steps over the characters of one line, and what lines of several forms have: GFP masks, node masks, keys with values, the
 * time.
 */
package io.github.buddyscope.parse.kernel.line;
