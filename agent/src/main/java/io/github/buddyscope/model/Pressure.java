// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * {@code /proc/pressure/memory} (Documentation/accounting/psi.rst).
 *
 * @param someMicros time in which at least one task was stalled on memory, microseconds since boot
 * @param fullMicros time in which all non-idle tasks were, microseconds since boot; {@link ZoneInfo#UNKNOWN} where absent
 */
public record Pressure(long someMicros, long fullMicros) {}
