// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the relay and its agents, or an agent and a command, say to each other: messages, and one JSON object a line for each,
 * and the socket that they go over. But for that, pure: text in, record out.
 * Either side may be hostile, older or newer: docs/relay-protocol.md.
 */
package io.github.buddyscope.wire;
