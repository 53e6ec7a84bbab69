// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What all kernel logs have in common: what a source and its sink are, bytes made lines, lines handed on and counted, and the
 * sink that has failure reports made of them.
 */
package io.github.buddyscope.source.kernellog.delivery;
