// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.load;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.SplittableRandom;

/** The next request of a client: mostly work, some uploads, now and then a look at the page and the figures. */
final class RequestMix {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int LARGEST_UPLOAD = 2 << 20;

    /** Sizes as services see them: many small ones, few large ones. */
    private static final int[] KIB = {16, 32, 64, 64, 128, 128, 256, 512, 1024, 4096};

    private final SplittableRandom random;
    private final URI target;
    private final byte[] upload = new byte[LARGEST_UPLOAD];

    RequestMix(URI target, long seed) {
        this.target = target;
        random = new SplittableRandom(seed);
        random.nextBytes(upload);
    }

    HttpRequest next() {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return get("work?kib=" + KIB[random.nextInt(KIB.length)]);
        }
        if (dice < 95) {
            return upload(LARGEST_UPLOAD >> random.nextInt(6));
        }
        return get(dice < 98 ? "stats" : "");
    }

    private HttpRequest get(String path) {
        return to(path).GET().build();
    }

    private HttpRequest upload(int bytes) {
        upload[random.nextInt(bytes)]++;
        return to("upload").POST(BodyPublishers.ofByteArray(upload, 0, bytes)).build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(target.resolve(path)).timeout(TIMEOUT);
    }
}
