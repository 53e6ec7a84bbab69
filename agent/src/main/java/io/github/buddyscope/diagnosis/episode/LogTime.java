// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

/**
 * Where a line stands in the time of its log.
 *
 * @param line its number in the log, which orders lines without a time
 * @param micros microseconds on the log's own scale, of which only differences mean something; null where the line has no
 *     time that can be placed on it
 * @param boot counts the boots that the log shows, from 0
 */
public record LogTime(long line, Long micros, int boot) {
    /** Microseconds from the earlier to this, negative where the clock was set back; null where that can't be told. */
    public Long since(LogTime earlier) {
        return micros == null || earlier.micros == null ? null : (Long) (micros - earlier.micros);
    }
}
