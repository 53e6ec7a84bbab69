// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** One row of {@code /proc/buddyinfo}. */
public record BuddyInfo(ZoneId id, FreeBlocks free) {}
