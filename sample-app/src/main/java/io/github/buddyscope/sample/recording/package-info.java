// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** Reads what Buddyscope wrote into a flight recording: waits for an event of it, prints its verdicts in words. */
package io.github.buddyscope.sample.recording;
