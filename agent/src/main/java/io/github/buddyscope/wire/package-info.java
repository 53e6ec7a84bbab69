// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the relay and its agents say to each other: messages, and one JSON object a line for each. Pure: text in, record out.
 * Either side may be hostile, older or newer: docs/relay-protocol.md.
 */
package io.github.buddyscope.wire;
