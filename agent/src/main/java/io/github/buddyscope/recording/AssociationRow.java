// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/** Whether episodes of failures coincide with an activity more often than by chance; NaN where nothing could be tested. */
public record AssociationRow(
        long micros,
        String activity,
        int episodes,
        int coinciding,
        double expected,
        double lift,
        double pValue,
        double coverage,
        long watchedNanos,
        String sentence) {}
