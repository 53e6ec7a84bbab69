// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * One zone at one moment: its free blocks and, where {@code /proc/zoneinfo} could be read, its marks.
 *
 * @param info null where zoneinfo is missing or has no such zone
 */
public record ZoneSample(ZoneId id, FreeBlocks free, ZoneInfo info) {}
