// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a person may set, where each value came from, and what is said of one that can't be read.
 */
package io.github.buddyscope.agent.option;
