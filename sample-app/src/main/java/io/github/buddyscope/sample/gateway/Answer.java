// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * What a request is answered with.
 *
 * @param allow the methods that would do, null where the method was right
 */
record Answer(HttpResponseStatus status, String contentType, byte[] body, String allow) {
    static Answer json(JsonObject object) {
        return json(HttpResponseStatus.OK, object, null);
    }

    static Answer page(byte[] html) {
        return new Answer(HttpResponseStatus.OK, "text/html; charset=utf-8", html, null);
    }

    static Answer error(HttpResponseStatus status, String why) {
        return json(status, new JsonObject().put("error", why), null);
    }

    static Answer onlyWith(String method) {
        JsonObject why = new JsonObject().put("error", "this path answers " + method + " only");
        return json(HttpResponseStatus.METHOD_NOT_ALLOWED, why, method);
    }

    private static Answer json(HttpResponseStatus status, JsonObject object, String allow) {
        byte[] body = (object + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "application/json", body, allow);
    }
}
