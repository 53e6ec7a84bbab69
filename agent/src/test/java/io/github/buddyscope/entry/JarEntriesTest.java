// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarEntriesTest {
    private static final byte[] SMALL = "a class, a class, a class".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOISE = new byte[70_000]; // doesn't deflate

    static {
        new Random(7).nextBytes(NOISE);
    }

    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void write() throws IOException {
        jar = directory.resolve("some.jar");
        write("");
    }

    private void write(String comment) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.setComment(comment);
            put(out, new ZipEntry("a/Small.class"), SMALL);
            put(out, new ZipEntry("a/Noise.class"), NOISE);
            put(out, new ZipEntry("a/Empty.class"), new byte[0]);
            ZipEntry stored = new ZipEntry("a/Stored.class");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(SMALL.length);
            CRC32 sum = new CRC32();
            sum.update(SMALL);
            stored.setCrc(sum.getValue());
            stored.setExtra(new byte[] {1, 0, 1, 0, 7});
            put(out, stored, SMALL);
        }
    }

    private static void put(ZipOutputStream out, ZipEntry entry, byte[] bytes) throws IOException {
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private JarEntries entries() throws IOException {
        return new JarEntries(jar.toString());
    }

    @Test
    void givesWhatWasPutInWhetherDeflatedOrStored() throws IOException {
        JarEntries entries = entries();

        assertThat(entries.read("a/Small.class")).isEqualTo(SMALL);
        assertThat(entries.read("a/Noise.class")).isEqualTo(NOISE);
        assertThat(entries.read("a/Empty.class")).isEmpty();
        assertThat(entries.read("a/Stored.class")).isEqualTo(SMALL);
        assertThat(entries.read("a/Small.class")).isEqualTo(SMALL);
    }

    @Test
    void whatIsNotThereIsNull() throws IOException {
        assertThat(entries().read("a/None.class")).isNull();
        assertThat(entries().read("")).isNull();
    }

    @Test
    void aJarThatIsDeletedIsStillRead() throws IOException {
        JarEntries entries = entries();
        Files.delete(jar);

        assertThat(entries.read("a/Noise.class")).isEqualTo(NOISE);
    }

    @Test
    void aJarThatWasOverwrittenGivesNothingButAnError() throws IOException {
        JarEntries entries = entries();
        Files.write(jar, new byte[10]);

        assertThatThrownBy(() -> entries.read("a/Small.class")).isInstanceOf(IOException.class);
    }

    @Test
    void aJarWithACommentIsRefused() throws IOException {
        write("made anew");

        assertThatThrownBy(this::entries).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNoneOrNotWholeIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        for (int length : new int[] {0, 1, 21, 22, 23, 200, whole.length - 1}) {
            Files.write(jar, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(this::entries).as("of %d bytes", length).isInstanceOf(IOException.class);
        }
        Files.delete(jar);
        assertThatThrownBy(this::entries).isInstanceOf(IOException.class);
    }

    /** Whatever a byte is changed to, in the directory or before it: an error, nothing, or bytes; nothing else, and not for ever. */
    @Test
    void aByteThatIsWrongIsAnErrorAtMost() throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        for (int at = whole.length - 400; at < whole.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xff}) {
                byte[] bent = whole.clone();
                bent[at] ^= (byte) change;
                Files.write(jar, bent);
                readAll();
            }
        }
    }

    private void readAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            JarEntries entries = entries();
            for (String name : new String[] {"a/Small.class", "a/Noise.class", "a/Empty.class", "a/Stored.class"}) {
                byte[] bytes = entries.read(name);
                all.write(bytes == null ? new byte[0] : bytes);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEqualTo("");
        }
    }
}
