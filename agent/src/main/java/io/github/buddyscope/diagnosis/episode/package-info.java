// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Many failures together: which belong to one episode, and how bad they are over the time of a log.
 */
package io.github.buddyscope.diagnosis.episode;
