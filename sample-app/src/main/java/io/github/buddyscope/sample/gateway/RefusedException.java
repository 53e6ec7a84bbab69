// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.Serial;

/** A request that is answered with an error, and what is wrong with it. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super(answer.status().toString(), null, false, false);
        this.answer = answer;
    }

    static RefusedException badRequest(String why) {
        return new RefusedException(Answer.error(HttpResponseStatus.BAD_REQUEST, why));
    }

    Answer answer() {
        return answer;
    }
}
