// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * Something that happened, or several such where there were too many to keep: then the one that weighs most speaks for them.
 *
 * @param count how many it stands for
 * @param fromMicros of the first of them
 * @param toMicros of the last of them
 */
public record Mark<T>(T main, int count, long fromMicros, long toMicros) {
    static <T> Mark<T> of(T main, long micros) {
        return new Mark<>(main, 1, micros, micros);
    }
}
