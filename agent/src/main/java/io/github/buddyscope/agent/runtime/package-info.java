// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent itself lives on: its one thread, its line on stderr, the places where findings go, its cost and last words.
 */
package io.github.buddyscope.agent.runtime;
