// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Trail;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.model.KernelSettings;
import io.github.buddyscope.model.ReportZone;

/**
 * All that advice depends on.
 *
 * @param trail who asked, as far as the trace tells
 * @param host of whom nothing may be known
 */
record Circumstances(Attempt attempt, Finding finding, Asker asker, Trail trail, HostFacts host) {
    /** Of a petabyte and more a log that was tampered with speaks. */
    private static final long MOST_KB = 1L << 40;

    FailureKind kind() {
        return attempt.report().kind();
    }

    Cause cause() {
        return finding.cause();
    }

    /** The kernel is known, and of that version or later. */
    boolean since(int major, int minor) {
        return attempt.version() != null && attempt.version().atLeast(major, minor);
    }

    KernelSettings settings() {
        return host.settings();
    }

    /** The host's settings could be read, so that one which is missing isn't there. */
    boolean hostKnown() {
        return settings().minFreeKbytes() != null;
    }

    /** The kernel has the setting: the host shows it, or it's of that version. */
    boolean offers(Object present, int major, int minor) {
        return hostKnown() ? present != null : since(major, minor);
    }

    boolean atomic() {
        return attempt.flags().atomic() && !waits();
    }

    /** An out-of-memory kill comes when waiting was in vain. */
    boolean waits() {
        return attempt.flags().mayWait() || kind() == FailureKind.OOM_KILL;
    }

    /** It could wait, and what it got might have been moved: compaction can do all for it, a larger reserve nothing. */
    boolean movable() {
        return waits() && attempt.flags().movable();
    }

    boolean from(String... origins) {
        for (String origin : origins) {
            if (origin.equals(asker.origin())) {
                return true;
            }
        }
        return false;
    }

    boolean wiredNetwork() {
        return WiredCards.has(asker.origin());
    }

    /** Memory of the host in kB, from itself or from the zones that the report prints; 0 where not known. */
    long memoryKb() {
        MinFreeKbytes printed = MinFreeKbytes.of(attempt);
        long kb = host.memoryKb() != null ? host.memoryKb() : printed == null ? 0 : printed.managedKb();
        return kb < 0 || kb > MOST_KB ? 0 : kb;
    }

    /** The zone that stands for the failure, null where none does. */
    ReportZone zone() {
        return finding.zone() == null ? null : finding.zone().zone();
    }
}
