// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewCacheTest {
    private static final int LARGE = 1 << 20;

    @Test
    void throwsOutTheLongestUnusedAndStaysWithinItsBound() {
        PreviewCache cache = new PreviewCache();
        for (int i = 0; i < 32; i++) {
            cache.put("document " + i, new Preview(new byte[LARGE], LARGE));
        }
        cache.get("document 0");

        cache.put("one more", new Preview(new byte[LARGE], LARGE));

        assertThat(cache.get("document 0")).isNotNull();
        assertThat(cache.get("document 1")).isNull();
        assertThat(cache.json().toString()).contains("\"bytes\":33554432,", "\"evictions\":1");
    }

    @Test
    void countsAPreviewThatIsReplacedOnce() {
        PreviewCache cache = new PreviewCache();
        cache.put("document", new Preview(new byte[10], 10));
        cache.put("document", new Preview(new byte[30], 30));

        assertThat(cache.json().toString()).contains("\"previews\":1,\"bytes\":30,");
    }
}
