// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Which path does what. */
final class Router {
    private final DocumentProcessor processor;
    private final GatewayStats stats;
    private final ByteBufAllocator pool;
    private final byte[] page = resource("page.html");

    Router(DocumentProcessor processor, GatewayStats stats, ByteBufAllocator pool) {
        this.processor = processor;
        this.stats = stats;
        this.pool = pool;
    }

    Answer answer(FullHttpRequest request) throws RefusedException {
        String path;
        Map<String, List<String>> query;
        try {
            QueryStringDecoder uri = new QueryStringDecoder(request.uri());
            path = uri.path();
            query = uri.parameters();
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest("that address can't be decoded");
        }
        switch (path) {
            case "/":
                only(HttpMethod.GET, request);
                return Answer.page(page);
            case "/health":
                only(HttpMethod.GET, request);
                return Answer.json(new JsonObject().put("status", "up"));
            case "/stats":
                only(HttpMethod.GET, request);
                return Answer.json(stats.json());
            case "/work":
                only(HttpMethod.GET, request);
                return work(DocumentSize.bytes(query));
            case "/upload":
                only(HttpMethod.POST, request);
                return upload(request.content());
            default:
                return Answer.error(HttpResponseStatus.NOT_FOUND, "nothing is served here; GET / says what is");
        }
    }

    private Answer work(int bytes) {
        ByteBuf document = MadeDocument.of(bytes, pool);
        try {
            return Answer.json(processor.process(document, pool).json());
        } finally {
            document.release();
        }
    }

    private Answer upload(ByteBuf body) throws RefusedException {
        if (!body.isReadable()) {
            throw RefusedException.badRequest("the body is empty: post a document");
        }
        return Answer.json(processor.process(body, pool).json());
    }

    private static void only(HttpMethod method, FullHttpRequest request) throws RefusedException {
        if (!method.equals(request.method())) {
            throw new RefusedException(Answer.onlyWith(method.name()));
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Router.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
