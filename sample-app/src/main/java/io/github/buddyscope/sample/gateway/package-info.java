// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** A document gateway on Netty: takes documents, digests and compresses them, keeps previews, and shows its memory. */
package io.github.buddyscope.sample.gateway;
