// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

/**
 * What a client learns of its document.
 *
 * @param known the preview was still there from an earlier time
 * @param nanos time the work took
 */
record ProcessedDocument(
        int bytes, String sha256, int deflatedBytes, boolean known, StagingBuffers.Lease lease, long nanos) {
    JsonObject json() {
        return new JsonObject()
                .put("bytes", bytes)
                .put("sha256", sha256)
                .put("deflatedBytes", deflatedBytes)
                .put("previewKnown", known)
                .put("stagingBytes", lease.capacity())
                .put("stagingReleased", lease.release().inWords())
                .put("micros", nanos / 1_000);
    }
}
