// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** The agent's side of the relay: what an agent that may not read the kernel's log and trace itself is told of them. */
package io.github.buddyscope.source.relay;
