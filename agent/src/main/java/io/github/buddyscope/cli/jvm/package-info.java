// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Other JVMs of this host: what {@code /proc} tells of them, and attaching to them.
 */
package io.github.buddyscope.cli.jvm;
