// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** What the gateway does with a document: stage it, take its digest, compress it, keep the preview. */
final class DocumentProcessor {
    private static final int PREVIEW_BYTES = 64 << 10;
    private static final int DEFLATE_STEP = 32 << 10;

    private final StagingBuffers staging;
    private final PreviewCache previews;

    DocumentProcessor(StagingBuffers staging, PreviewCache previews) {
        this.staging = staging;
        this.previews = previews;
    }

    StagingBuffers staging() {
        return staging;
    }

    PreviewCache previews() {
        return previews;
    }

    ProcessedDocument process(ByteBuf document, ByteBufAllocator pool) {
        long start = System.nanoTime();
        int bytes = document.readableBytes();
        try (StagingBuffers.Lease lease = staging.lease(bytes)) {
            ByteBuffer staged = lease.buffer().limit(bytes);
            document.getBytes(document.readerIndex(), staged);
            staged.flip();
            String digest = sha256(staged.duplicate());
            Preview preview = previews.get(digest);
            boolean known = preview != null;
            if (!known) {
                preview = deflate(staged, pool);
                previews.put(digest, preview);
            }
            return new ProcessedDocument(
                    bytes, digest, preview.deflatedBytes(), known, lease, System.nanoTime() - start);
        }
    }

    private static String sha256(ByteBuffer staged) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(staged);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Preview deflate(ByteBuffer staged, ByteBufAllocator pool) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteBuf deflated = pool.directBuffer(DEFLATE_STEP);
        try {
            deflater.setInput(staged);
            deflater.finish();
            while (!deflater.finished()) {
                deflated.ensureWritable(DEFLATE_STEP);
                ByteBuffer room = deflated.nioBuffer(deflated.writerIndex(), deflated.writableBytes());
                deflated.writerIndex(deflated.writerIndex() + deflater.deflate(room));
            }
            byte[] head = new byte[Math.min(PREVIEW_BYTES, deflated.readableBytes())];
            deflated.getBytes(deflated.readerIndex(), head);
            return new Preview(head, deflated.readableBytes());
        } finally {
            deflated.release();
            deflater.end();
        }
    }
}
