// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Gathers a request's body into one direct buffer. A body above the limit is answered with 413, read to its end and
 * forgotten, so that a client that is still sending gets its answer.
 */
final class UploadAggregator extends HttpObjectAggregator {
    static final int MAX_BYTES = DocumentSize.MAX_KIB << 10;

    private final GatewayStats stats;

    UploadAggregator(GatewayStats stats) {
        super(MAX_BYTES, false);
        this.stats = stats;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) throws Exception {
        stats.answered(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code());
        super.handleOversizedMessage(context, oversized);
    }
}
