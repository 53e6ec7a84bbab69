// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;

/** What begins with a header and is handed on once it is complete, in the order of the headers. */
interface Gathered {
    /** Nothing more will be added. */
    boolean closed();

    void close();

    /** False for what is only followed lest its lines be taken for another's. */
    boolean isFailure();

    /** Only of a failure. */
    FailureReport report();
}
