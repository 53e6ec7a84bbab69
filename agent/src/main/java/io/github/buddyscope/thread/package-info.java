// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** Threads of our own in somebody else's JVM. Nothing in here knows of anything else. */
package io.github.buddyscope.thread;
