// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocatorMetric;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The service's counters and its memory, as {@code /stats} shows them. */
final class GatewayStats {
    private final long start = System.nanoTime();
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder connectionsFailed = new LongAdder();
    private final PooledByteBufAllocator pool;
    private final DocumentProcessor processor;

    GatewayStats(PooledByteBufAllocator pool, DocumentProcessor processor) {
        this.pool = pool;
        this.processor = processor;
    }

    void answered(int status) {
        requests.increment();
        if (status >= 500) {
            failed.increment();
        } else if (status >= 400) {
            refused.increment();
        }
    }

    void connectionFailed() {
        connectionsFailed.increment();
    }

    JsonObject json() {
        return new JsonObject()
                .put("uptimeSeconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                .put("requests", requests.sum())
                .put("refused", refused.sum())
                .put("failed", failed.sum())
                .put("connectionsFailed", connectionsFailed.sum())
                .put("heap", heap())
                .put("jdkDirectPool", directPool())
                .put("nettyPool", nettyPool())
                .put("stagingLeases", processor.staging().json())
                .put("previewCache", processor.previews().json());
    }

    private static JsonObject heap() {
        Runtime runtime = Runtime.getRuntime();
        return new JsonObject()
                .put("usedBytes", runtime.totalMemory() - runtime.freeMemory())
                .put("committedBytes", runtime.totalMemory())
                .put("maxBytes", runtime.maxMemory());
    }

    private static JsonObject directPool() {
        JsonObject json = new JsonObject();
        for (BufferPoolMXBean bean : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (bean.getName().equals("direct")) {
                json.put("buffers", bean.getCount())
                        .put("usedBytes", bean.getMemoryUsed())
                        .put("capacityBytes", bean.getTotalCapacity());
            }
        }
        return json;
    }

    private JsonObject nettyPool() {
        PooledByteBufAllocatorMetric metric = pool.metric();
        return new JsonObject()
                .put("usedDirectBytes", metric.usedDirectMemory())
                .put("pinnedDirectBytes", pool.pinnedDirectMemory())
                .put("usedHeapBytes", metric.usedHeapMemory())
                .put("chunkBytes", metric.chunkSize())
                .put("directArenas", metric.numDirectArenas())
                .put("threadCaches", metric.numThreadLocalCaches());
    }
}
