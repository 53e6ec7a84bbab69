// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** Reads the host's procfs and hands it to the parsers: which file, how much of it, and what came of it. */
package io.github.buddyscope.source.procfs;
