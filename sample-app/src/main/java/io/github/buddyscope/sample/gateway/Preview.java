// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

/**
 * The head of a compressed document.
 *
 * @param deflatedBytes size of the whole compressed document
 */
record Preview(byte[] head, int deflatedBytes) {}
