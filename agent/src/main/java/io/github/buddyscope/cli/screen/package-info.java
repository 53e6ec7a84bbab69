// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A terminal taken over for a while: lines of styled text, what changes between two pictures, the keys, and how it is given
 * back. Knows nothing of what is shown.
 */
package io.github.buddyscope.cli.screen;
