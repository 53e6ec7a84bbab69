// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The counters that a HotSpot JVM keeps in a file for {@code jstat}. Pure: bytes in, record out.
 */
package io.github.buddyscope.parse.perfdata;
