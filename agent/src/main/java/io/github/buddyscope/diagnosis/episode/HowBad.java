// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How bad it is that allocations fail: how often, whether more and more, who asks, and what came of it.
 *
 * @param failures all that the log knows of: the reports, the same line again, and what the kernel swallowed
 * @param reports reports in the log
 * @param repeated failures that the log daemon counted instead of writing them again
 * @param suppressed failures that the kernel counted instead of printing them
 * @param atLeast the kernel limits such reports, so that there may have been more failures than are counted
 * @param spanMicros from the first failure to the last in microseconds; null where the log gives no time
 * @param logMicros what the whole log spans in microseconds; null where that isn't known
 * @param quietMicros from the last failure to the log's end in microseconds; null where that isn't known
 * @param perHour failures an hour over that span; null for too few failures, too short a span or no time
 * @param origins failures by driver or subsystem, "" where the report doesn't tell, most first, of the first names seen
 * @param otherOrigins failures of names beyond those
 * @param oomKills out-of-memory kills for want of the host's memory that came soon after one of the failures
 * @param cgroupKills those for a control group's limit
 * @param soonestKillMicros the shortest time from a failure to such a kill; null for none, or where there's no time
 * @param retries failures whose caller is known to get by without the block
 * @param givesUp failures whose caller is known to give up
 * @param sentence all of this in plain words with the numbers
 */
public record HowBad(
        long failures,
        long reports,
        long repeated,
        long suppressed,
        boolean atLeast,
        Long spanMicros,
        Long logMicros,
        Long quietMicros,
        Double perHour,
        Pace pace,
        Trend trend,
        Map<String, Long> origins,
        long otherOrigins,
        long oomKills,
        long cgroupKills,
        Long soonestKillMicros,
        long retries,
        long givesUp,
        String sentence) {
    /** How often, in a word. A rate is told from five failures upwards that took a minute or more. */
    public enum Pace {
        NEVER,
        ONCE,
        /** Two to four. */
        FEW,
        /** Five or more within a minute, and no others. */
        BURST,
        /** Less than one a day. */
        SELDOM,
        /** Less than one an hour. */
        NOW_AND_THEN,
        /** Less than one a minute. */
        OFTEN,
        CONSTANTLY,
        /** Five or more in a log that gives no time. */
        UNKNOWN
    }

    /** Whether it gets worse: the second half of the time against the first. */
    public enum Trend {
        RISING,
        FALLING,
        /** No more difference than chance may make. */
        STEADY,
        /** Fewer than ten reports, less than a minute, or no time. */
        UNKNOWN
    }

    public HowBad {
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    HowBad saying(String words) {
        return new HowBad(
                failures,
                reports,
                repeated,
                suppressed,
                atLeast,
                spanMicros,
                logMicros,
                quietMicros,
                perHour,
                pace,
                trend,
                origins,
                otherOrigins,
                oomKills,
                cgroupKills,
                soonestKillMicros,
                retries,
                givesUp,
                words);
    }
}
