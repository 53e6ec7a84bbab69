// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What happened lately in this JVM and on its host, on one scale of time: bounded, and asked by window.
 */
package io.github.buddyscope.correlation.timeline;
