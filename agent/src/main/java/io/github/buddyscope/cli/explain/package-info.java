// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * {@code explain}: its options, its filter, and the verdicts that it prints.
 */
package io.github.buddyscope.cli.explain;
