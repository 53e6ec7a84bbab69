// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import java.util.List;

/**
 * The cause, and which zone stands for it.
 *
 * @param zone null where no single zone does
 * @param reason why it is UNKNOWN, or what else the choice rests on; "" where the zone says it all
 * @param lacks what the choice itself would have needed
 */
public record Finding(Cause cause, Confidence confidence, ZoneVerdict zone, String reason, List<String> lacks) {
    static Finding unknown(String reason, String... lacks) {
        return new Finding(Cause.UNKNOWN, Confidence.LOW, null, reason, List.of(lacks));
    }

    /** None of the causes, for sure: what is reported isn't a lack of pages. */
    static Finding outside(String reason) {
        return new Finding(Cause.UNKNOWN, Confidence.HIGH, null, reason, List.of());
    }

    /** No lack of pages at all. */
    public boolean isOutside() {
        return cause == Cause.UNKNOWN && confidence == Confidence.HIGH;
    }

    Finding with(Confidence other) {
        return new Finding(cause, other, zone, reason, lacks);
    }

    Finding because(String other) {
        return new Finding(cause, confidence, zone, reason.isEmpty() ? other : reason + "; " + other, lacks);
    }

    static Finding of(Cause cause, Confidence confidence, ZoneVerdict zone) {
        return new Finding(cause, confidence, zone, "", List.of());
    }
}
