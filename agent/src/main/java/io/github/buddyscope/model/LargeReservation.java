// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** Told of large reservations of direct memory, on the thread that makes one and in the middle of it. */
@FunctionalInterface
public interface LargeReservation {
    /**
     * @param bytes bytes reserved
     * @param site where, in the user's terms; null where its stack wasn't looked at
     */
    void reserved(long bytes, String site);
}
