// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The lines of an OOM kill behind its dumps: limit, summary, and whom it killed.
 */
package io.github.buddyscope.parse.kernel.oom;
