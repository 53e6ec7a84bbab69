// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * A pause of a collection.
 *
 * @param name the collector, or of the pause where that isn't known
 */
public record Pause(long micros, long nanos, int gcId, String name, String cause) {
    Pause named(String collector, String because) {
        return new Pause(micros, nanos, gcId, collector == null ? name : collector, because == null ? cause : because);
    }
}
