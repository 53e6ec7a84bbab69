// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;

/** What begins with a header and is handed on once it is complete, in the order of the headers. */
interface Gathered {
    /** Nothing more will be added. */
    boolean closed();

    void close();

    /** Whether all lines have come that one of its kind must have: a few more may, but none is waited for. */
    boolean complete();

    /**
     * How slowly it is being printed, in microseconds by the log's clock: the time between two of its lines, the third longest,
     * since a printing task that loses its processor once or twice tells nothing of the console.
     */
    long pace();

    /** False for what is only followed lest its lines be taken for another's. */
    boolean isFailure();

    /** Only of a failure. */
    FailureReport report();

    /** The report was taken: what comes later is in none. */
    default void handedOn() {}
}
