// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;

/** One connection: each request in, its answer out, whatever happens in between. */
final class GatewayHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Router router;
    private final GatewayStats stats;
    private final EventExecutor worker;

    /** @param worker does this connection's work, one request after the other, off the thread that serves its channel */
    GatewayHandler(Router router, GatewayStats stats, EventExecutor worker) {
        this.router = router;
        this.stats = stats;
        this.worker = worker;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        request.retain();
        try {
            worker.execute(() -> {
                try {
                    send(context, request, answer(request));
                } finally {
                    request.release();
                }
            });
        } catch (RejectedExecutionException e) {
            send(context, request, Answer.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "too much is waiting"));
            request.release();
        }
    }

    private void send(ChannelHandlerContext context, FullHttpRequest request, Answer answer) {
        stats.answered(answer.status().code());
        boolean keep = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.status(), Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CONNECTION, keep ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        if (answer.allow() != null) {
            response.headers().set(HttpHeaderNames.ALLOW, answer.allow());
        }
        var sent = context.writeAndFlush(response);
        if (!keep) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private Answer answer(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Answer.error(HttpResponseStatus.BAD_REQUEST, "that is no HTTP request");
        }
        try {
            return router.answer(request);
        } catch (RefusedException e) {
            return e.answer();
        } catch (OutOfMemoryError e) {
            // direct memory at its limit is this service's everyday trouble: refuse the request, go on with the next
            return Answer.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "no memory: " + e.getMessage());
        } catch (RuntimeException e) {
            return Answer.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, e.toString());
        }
    }

    /** A client that went away or said nothing for long: nobody is left to be answered. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        stats.connectionFailed();
        context.close();
    }
}
