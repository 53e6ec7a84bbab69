// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The live view. What is seen is gathered into a {@link Scene}, which {@link Picture} turns into lines and {@link Log} into
 * text for a pipe; neither reads anything.
 */
package io.github.buddyscope.cli.watch;
