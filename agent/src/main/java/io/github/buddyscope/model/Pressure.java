// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * {@code /proc/pressure/memory} (Documentation/accounting/psi.rst). {@link ZoneInfo#UNKNOWN} for a line that is missing
 * or unreadable.
 *
 * @param someMicros time in which at least one task was stalled on memory, microseconds since boot
 * @param fullMicros time in which all non-idle tasks were, microseconds since boot
 */
public record Pressure(long someMicros, long fullMicros) {}
