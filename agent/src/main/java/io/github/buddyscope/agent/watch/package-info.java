// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Each source that was started, with what it has found on its way to the timeline, the correlator and the publishers.
 */
package io.github.buddyscope.agent.watch;
