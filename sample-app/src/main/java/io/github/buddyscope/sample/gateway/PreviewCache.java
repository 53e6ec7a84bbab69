// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Previews by digest, the longest unused thrown out first. Most live long enough to be promoted before they become
 * garbage, which is what keeps the collector busy in services like this.
 */
final class PreviewCache {
    private static final long MAX_BYTES = 32L << 20;

    private final Map<String, Preview> previews = new LinkedHashMap<>(1024, 0.75f, true);
    private long bytes;
    private long hits;
    private long evictions;

    synchronized Preview get(String digest) {
        Preview preview = previews.get(digest);
        if (preview != null) {
            hits++;
        }
        return preview;
    }

    synchronized void put(String digest, Preview preview) {
        Preview before = previews.put(digest, preview);
        bytes += preview.head().length - (before == null ? 0 : before.head().length);
        Iterator<Preview> oldestFirst = previews.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= oldestFirst.next().head().length;
            oldestFirst.remove();
            evictions++;
        }
    }

    synchronized JsonObject json() {
        return new JsonObject()
                .put("previews", previews.size())
                .put("bytes", bytes)
                .put("maxBytes", MAX_BYTES)
                .put("hits", hits)
                .put("evictions", evictions);
    }
}
