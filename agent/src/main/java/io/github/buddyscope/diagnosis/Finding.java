// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import java.util.List;

/**
 * The cause, and which zone stands for it.
 *
 * @param zone null where no single zone does
 * @param reason why it is UNKNOWN, or what else the choice rests on; "" where the zone says it all
 * @param lacks what the choice itself would have needed
 */
record Finding(Cause cause, Confidence confidence, ZoneVerdict zone, String reason, List<String> lacks) {
    static Finding unknown(String reason, String... lacks) {
        return new Finding(Cause.UNKNOWN, Confidence.LOW, null, reason, List.of(lacks));
    }

    static Finding of(Cause cause, Confidence confidence, ZoneVerdict zone) {
        return new Finding(cause, confidence, zone, "", List.of());
    }
}
