// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** Drives a gateway on this host with mixed requests for a bounded time. */
package io.github.buddyscope.sample.load;
