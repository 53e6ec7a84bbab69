// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.role.JvmRole;

/** Verdicts by this JVM's part, a plain number for each. What the log held before the agent started isn't counted. */
final class RoleCounts {
    private final long[] counts = new long[JvmRole.values().length];

    synchronized void add(Verdict verdict) {
        if (verdict.first().live()) {
            counts[verdict.part().role().role().ordinal()]++;
        }
    }

    private synchronized long of(JvmRole role) {
        return counts[role.ordinal()];
    }

    BeanTable into(BeanTable bean) {
        for (JvmRole role : JvmRole.values()) {
            bean.count(
                    "Verdicts" + name(role),
                    "verdicts",
                    "Verdicts on what happened since the agent's start that call this JVM's part " + role.name(),
                    () -> of(role));
        }
        return bean;
    }

    private static String name(JvmRole role) {
        return switch (role) {
            case VICTIM -> "Victim";
            case CAUSE -> "Cause";
            case CAUSE_AND_VICTIM -> "CauseAndVictim";
            case BYSTANDER -> "Bystander";
            case UNKNOWN -> "Unknown";
        };
    }
}
