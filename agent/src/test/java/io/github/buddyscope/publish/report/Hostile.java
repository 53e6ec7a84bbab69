// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.AssociationRow;
import io.github.buddyscope.recording.HealthRow;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.recording.Stall;
import io.github.buddyscope.recording.TracedAttempt;
import io.github.buddyscope.recording.VerdictRow;
import io.github.buddyscope.recording.ZoneRow;

/** A recording whose every text tries to be more than text. */
final class Hostile {
    static final String TEXT =
            "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">'\"&lt; \u2028\u2029\u202e\u0007\u001b]0;owned\u0007\u001b[31m";

    private Hostile() {}

    static Recording recorded() {
        long at = TwoHours.BEGIN;
        RecordingBuilder to = new RecordingBuilder();
        to.written(at);
        to.written(at + 60_000_000);
        to.add(new ZoneRow(at + 1_000_000, 0, TEXT, 40960, 1, 1, 2, 3, new int[] {2, 4, 0}));
        to.add(new ZoneRow(at + 2_000_000, 0, TEXT, 40960, 1, 1, 2, 3, new int[] {2, 4, 0}));
        to.add(new LogFailure(
                at + 10_000_000,
                1_000_000,
                TEXT,
                5,
                131072,
                TEXT,
                TEXT,
                1,
                true,
                TEXT,
                TEXT,
                TEXT,
                TEXT,
                true,
                0,
                TEXT,
                TEXT));
        to.add(new TracedAttempt(at + 11_000_000, 9, TEXT, TEXT, TEXT, 1, TEXT, 1, true, TEXT, TEXT));
        to.add(new Stall(at + 12_000_000, 1_000_000, TEXT, 9, TEXT, TEXT, 1, true, TEXT, TEXT, true));
        to.add(new VerdictRow(
                at + 10_000_000,
                at + 10_000_000,
                1_000_000,
                1,
                TEXT,
                false,
                TEXT,
                TEXT,
                TEXT,
                TEXT,
                5,
                131072,
                TEXT,
                TEXT,
                5_000_000_000L,
                TEXT,
                TEXT,
                1L,
                1L,
                1L,
                1,
                1,
                TEXT,
                TEXT,
                TEXT,
                TEXT,
                1L,
                .5,
                TEXT,
                TEXT,
                1L,
                TEXT,
                TEXT,
                TEXT));
        to.add(new AssociationRow(at, TEXT, 5, 2, 1, 2, .5, .5, 1, TEXT));
        to.add(new HealthRow(at, 1, 1, 1, 1, 1, TEXT + " PARTIAL: " + TEXT));
        to.site(TEXT, 1 << 20);
        return to.build(TEXT);
    }
}
