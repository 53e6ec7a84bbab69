// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.header.CpusetLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.WarnAllocHeader;
import io.github.buddyscope.parse.kernel.oom.OomSummary;

/** What an open report's header says, which later lines may complete. */
final class OpenHeader {
    private String text;
    private FailureHeader failure;
    private Request request;

    /** @param failure null where it's none's */
    OpenHeader(String text, FailureHeader failure) {
        this.text = text;
        this.failure = failure;
        this.request = failure == null ? null : failure.request();
    }

    String text() {
        return text;
    }

    FailureHeader failure() {
        return failure;
    }

    /** Null where none is told of. */
    Request request() {
        return request;
    }

    /** A piece of it that came as a line of its own; false where it is none. */
    boolean extend(String piece) {
        String joined = failure == null ? text : WarnAllocHeader.joined(text, piece);
        FailureHeader longer = joined.equals(text) ? null : FailureHeader.parse(joined);
        if (longer == null) {
            return false;
        }
        text = joined;
        failure = new FailureHeader(failure.kind(), longer.task(), longer.request(), failure.detail());
        request = longer.request();
        return true;
    }

    /** The failure is another, as a line before the header told. */
    void becomes(FailureHeader other) {
        failure = other;
    }

    void cpuset(CpusetLine line) {
        if (request != null) {
            restricted(request.nodemask(), line.cpuset(), line.memsAllowed());
        }
    }

    /** The summary of an OOM kill tells what the header of 5.0 and later no longer does. */
    void restricted(OomSummary summary) {
        if (request != null && summary != null && request.cpuset() == null) {
            String nodemask = request.nodemask() == null ? summary.nodemask() : request.nodemask();
            restricted(nodemask, summary.cpuset(), summary.memsAllowed());
        }
    }

    private void restricted(String nodemask, String cpuset, String memsAllowed) {
        request = new Request(request.order(), request.mode(), request.flags(), nodemask, cpuset, memsAllowed);
    }
}
