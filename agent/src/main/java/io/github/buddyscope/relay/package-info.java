// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One privileged process a host that reads the kernel's log and trace once and serves every agent that may not:
 * docs/relay-protocol.md. It knows of no verdicts.
 */
package io.github.buddyscope.relay;
