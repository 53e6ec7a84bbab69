// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LogBlocksTest {
    private static byte[] all(LogBlocks blocks) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (LogBlock block = blocks.next(); block != null; block = blocks.next()) {
            all.write(block.bytes, LogBlock.HEAD, block.end - LogBlock.HEAD);
        }
        return all.toByteArray();
    }

    private static byte[] text(int bytes, long seed) {
        byte[] text = new byte[bytes];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bytes; i++) {
            text[i] = (byte) (random.nextInt(60) == 0 ? '\n' : 'a' + random.nextInt(26));
        }
        return text;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    /** A pipe whose writer is slow: it never has anything ready, and gives little at a time. */
    private static InputStream slow(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, 11));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    @Test
    void givesAllBytesInTheirOrder() throws IOException {
        byte[] text = text(300_000, 1);
        assertThat(all(new LogBlocks(new ByteArrayInputStream(text), 1_000))).isEqualTo(text);
        assertThat(all(new LogBlocks(new ByteArrayInputStream(new byte[0]), 1_000)))
                .isEmpty();
    }

    @Test
    void aGzippedLogOfSeveralPartsIsReadToItsEndThroughASlowPipe() throws IOException {
        byte[] one = text(30_000, 1);
        byte[] two = text(30_000, 2);
        byte[] packed = joined(gzip(one), gzip(two));
        assertThat(all(new LogBlocks(new ByteArrayInputStream(packed), 1_000))).isEqualTo(joined(one, two));
        assertThat(all(new LogBlocks(slow(packed), 1_000))).isEqualTo(joined(one, two));
    }

    @Test
    void whatCouldBeReadComesBeforeTheError() throws IOException {
        byte[] text = text(50_000, 1);
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };
        LogBlocks blocks = new LogBlocks(new SequenceInputStream(new ByteArrayInputStream(text), failing), 1_000);
        int got = 0;
        for (int i = 0; i < 50; i++) {
            LogBlock block = blocks.next();
            got += block.end - LogBlock.HEAD;
        }
        assertThat(got).isEqualTo(text.length);
        assertThatThrownBy(blocks::next).isInstanceOf(IOException.class).hasMessage("Input/output error");
        assertThatThrownBy(blocks::next).isInstanceOf(IOException.class);
    }

    @Test
    void aPackingThatIsNotKnownSaysWhatToDo() {
        assertPacked("xzcat", 0xfd, '7', 'z', 'X', 'Z', 0);
        assertPacked("zstdcat", 0x28, 0xb5, 0x2f, 0xfd, 0, 0);
        assertPacked("bzcat", 'B', 'Z', 'h', '9', 0, 0);
        assertPacked("journalctl", 'L', 'P', 'K', 'S', 'H', 'H');
    }

    private static void assertPacked(String tool, int... magic) {
        byte[] bytes = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            bytes[i] = (byte) magic[i];
        }
        LogBlocks blocks = new LogBlocks(new ByteArrayInputStream(bytes));
        assertThatThrownBy(blocks::next).isInstanceOf(IOException.class).hasMessageContaining(tool + " ");
    }

    @Test
    void closesTheInputAtItsEndAndWhenNobodyWantsMore() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(all(new LogBlocks(noting(closed, text(5_000, 1)), 1_000))).hasSize(5_000);
        await().untilTrue(closed);

        AtomicBoolean left = new AtomicBoolean();
        LogBlocks blocks = new LogBlocks(noting(left, text(500_000, 1)), 1_000);
        blocks.next();
        blocks.close();
        await().untilTrue(left);
    }

    private static InputStream noting(AtomicBoolean closed, byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
    }
}
