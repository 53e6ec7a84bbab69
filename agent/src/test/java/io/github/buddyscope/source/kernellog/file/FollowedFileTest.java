// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.Pipes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    private static final String LONG = "a line that is long enough to tell this log from any other ".repeat(8) + "\n";

    @TempDir
    private Path directory;

    private final List<String> lost = new ArrayList<>();
    private final StringBuilder history = new StringBuilder();
    private final StringBuilder live = new StringBuilder();
    private Path path;
    private FollowedFile file;

    @BeforeEach
    void follow() {
        path = directory.resolve("kern.log");
        file = follow(1 << 20);
    }

    @AfterEach
    void close() {
        file.close();
    }

    private FollowedFile follow(long tailBytes) {
        return new FollowedFile(
                path,
                tailBytes,
                new FollowedFile.Output() {
                    @Override
                    public void bytes(byte[] bytes, int from, int to, boolean isLive) {
                        (isLive ? live : history).append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void newFile() {
                        live.append('|');
                    }

                    @Override
                    public boolean floods() {
                        return false;
                    }

                    @Override
                    public int begun() {
                        return 0;
                    }

                    @Override
                    public SkippedParts uncounted() {
                        return null;
                    }

                    @Override
                    public void skipped(SkippedParts parts) {
                        throw new AssertionError("there is no flood");
                    }

                    @Override
                    public void lost(String why) {
                        lost.add(why);
                    }
                },
                () -> false);
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text, CREATE, APPEND);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, CREATE, APPEND);
    }

    private void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private void truncate() throws IOException {
        FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
    }

    private void copy(String to) throws IOException {
        Files.copy(path, directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private void start(String text) throws IOException {
        write(text);
        file.poll();
        assertThat(history).hasToString(text);
    }

    @Test
    void tellsWhatWasThereFromWhatComes() throws IOException {
        start("old\n");
        write("new\n");

        assertThat(file.poll()).isTrue();
        assertThat(file.poll()).isFalse();
        assertThat(history).hasToString("old\n");
        assertThat(live).hasToString("new\n");
        assertThat(file.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void readsOfALargeFileTheTailFromTheStartOfALineAndSaysSo() throws IOException {
        file = follow(11);
        write("first\nsecond\nthird\nfourth\n");
        file.poll();

        assertThat(history).hasToString("fourth\n");
        assertThat(file.state().detail()).contains("last 11 bytes").contains("the 15 before");
    }

    @Test
    void aTailThatBeginsWithALineKeepsThatLine() throws IOException {
        file = follow(13);
        write("first\nsecond\nthird\nfourth\n");
        file.poll();

        assertThat(history).hasToString("third\nfourth\n");
    }

    @Test
    void waitsForAFileThatIsNotThereYetAndTakesItForLive() throws IOException {
        file.poll();
        assertThat(file.state().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(file.state().detail()).contains("does not exist");

        write("first\n");
        file.poll();

        assertThat(live).hasToString("first\n");
        assertThat(file.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void opensNothingButFiles() throws Exception {
        Files.createDirectory(path);
        file.poll();
        assertThat(file.state().detail()).contains("is a directory");
        Files.delete(path);

        Pipes.make(path);
        assertThat(file.poll()).as("would wait for a writer for ever").isFalse();
        assertThat(file.state().detail()).contains("not a regular file");
        assertThat(file.state().remedy()).isNotEmpty();
    }

    @Test
    void saysWhoMayReadAFileThatItMayNot() throws IOException {
        write("secret\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(path), "root reads everything");
        file.poll();

        assertThat(file.state().detail()).contains("permission denied");
        assertThat(file.state().remedy()).contains(System.getProperty("user.name"));

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        file.poll();
        assertThat(history).as("it was there all the time").hasToString("secret\n");
    }

    @Test
    void readsARenamedFileUntilTheNewOneHasBytes() throws IOException {
        start("one\n");
        rename("kern.log", "kern.log.1");
        Files.createFile(path);
        write("kern.log.1", "two, by a daemon that hasn't heard yet\n");
        file.poll();
        write("kern.log.1", "three, likewise\n");
        write("four\n");
        file.poll();

        assertThat(live).hasToString("two, by a daemon that hasn't heard yet\nthree, likewise\n|four\n");
        assertThat(lost).isEmpty();
    }

    @Test
    void readsAFileThatWasDeletedAndCameBack() throws IOException {
        start("one\n");
        write("two\n");
        FileChannel daemon = FileChannel.open(path, APPEND);
        Files.delete(path);
        file.poll();
        assertThat(file.state().status()).isEqualTo(Status.PARTIAL);
        daemon.write(StandardCharsets.UTF_8.encode("three\n"));
        daemon.close();
        write("four\n");
        file.poll();

        assertThat(live).hasToString("two\nthree\n|four\n");
        assertThat(file.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void readsARotatedFileToItsEndThoughItIsCompressedMeanwhile() throws IOException {
        start("one\n");
        write("two\n");
        rename("kern.log", "kern.log.1");
        compress("kern.log.1");
        write("three\n");
        file.poll();

        assertThat(live).hasToString("two\n|three\n");
        assertThat(lost).isEmpty();
    }

    @Test
    void saysThatSomethingMayBeLostWhereTheCopyOfATruncatedFileIsCompressedAtOnce() throws IOException {
        start("one\n");
        write("two\n");
        copy("kern.log.1");
        truncate();
        compress("kern.log.1");
        write("three\n");
        file.poll();

        assertThat(live).hasToString("|three\n");
        assertThat(lost).singleElement().asString().contains("was truncated");
    }

    private void compress(String name) throws IOException {
        Path plain = directory.resolve(name);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + ".gz")))) {
            Files.copy(plain, gzip);
        }
        Files.delete(plain);
    }

    @Test
    void outlivesADirectoryAndAPipeInTheFilesPlace() throws Exception {
        start("one\n");
        rename("kern.log", "aside");
        Files.createDirectory(path);
        file.poll();
        assertThat(file.state().detail()).contains("is a directory", "still read");
        Files.delete(path);
        Pipes.make(path);
        write("aside", "two\n");
        file.poll();
        assertThat(file.state().detail()).contains("not a regular file");
        Files.delete(path);
        rename("aside", "kern.log");
        write("three\n");
        file.poll();

        assertThat(live).hasToString("two\nthree\n");
        assertThat(file.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void readsOnWhereThePermissionIsWithdrawnFromTheNextFileAndGrantedAgain() throws IOException {
        start("one\n");
        rename("kern.log", "kern.log.1");
        write("two\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("-w-------"));
        assumeFalse(Files.isReadable(path), "root reads everything");
        file.poll();
        assertThat(file.state().status()).isEqualTo(Status.PARTIAL);
        assertThat(file.state().detail()).contains("permission denied", "still read");

        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        file.poll();
        assertThat(live).hasToString("|two\n");
        assertThat(file.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void readsEveryFileOfSeveralRenamesBetweenTwoPolls() throws IOException {
        start("one\n");
        write("two\n");
        rename("kern.log", "kern.log.1");
        write("three\n");
        rename("kern.log.1", "kern.log.2");
        rename("kern.log", "kern.log.1");
        write("four\n");
        rename("kern.log.2", "kern.log.3");
        rename("kern.log.1", "kern.log.2");
        rename("kern.log", "kern.log.1");
        write("five\n");
        file.poll();

        assertThat(live).hasToString("two\n|three\n|four\n|five\n");
    }

    @Test
    void readsEveryFileOfSeveralRenamesToDates() throws IOException {
        start("one\n");
        write("two\n");
        write("kern.log-20260101", "an old one\n");
        write("kern.log-20260103.gz", "a packed one\n");
        rename("kern.log", "kern.log-20260102");
        write("three\n");
        rename("kern.log", "kern.log-20260104");
        write("four\n");
        file.poll();

        assertThat(live).hasToString("two\n|three\n|four\n");
    }

    @Test
    void findsTheRestOfATruncatedFileInItsCopy() throws IOException {
        write("kern.log.1", LONG + LONG);
        start(LONG + "one\n");
        write("two\n");
        rename("kern.log.1", "kern.log.2");
        copy("kern.log.1");
        truncate();
        write("three\n");
        file.poll();

        assertThat(live).hasToString("two\n|three\n");
        assertThat(lost).isEmpty();
    }

    @Test
    void findsTheRestInACopyWithADate() throws IOException {
        start(LONG + "one\n");
        write("two\n");
        copy("kern.log-20260102");
        truncate();
        file.poll();

        assertThat(live).hasToString("two\n|");
        assertThat(lost).isEmpty();
    }

    @Test
    void noticesATruncationAfterWhichTheFileGrewPastTheOldPlace() throws IOException {
        start(LONG);
        copy("kern.log.1");
        truncate();
        write("new " + LONG + LONG + LONG);
        file.poll();

        assertThat(live).hasToString("|new " + LONG + LONG + LONG);
        assertThat(lost).isEmpty();
    }

    @Test
    void noticesATruncationAfterWhichTheFileIsExactlyAsLongAsBefore() throws IOException {
        start("one\n");
        copy("kern.log.1");
        truncate();
        write("two\n");
        file.poll();

        assertThat(live).hasToString("|two\n");
    }

    @Test
    void readsAFileWithAHoleThatAWriterWithoutAppendLeft() throws IOException {
        write(LONG);
        try (FileChannel daemon = FileChannel.open(path, StandardOpenOption.WRITE)) {
            daemon.position(LONG.length());
            file.poll();
            copy("kern.log.1");
            truncate();
            daemon.write(StandardCharsets.UTF_8.encode("two\n"));
        }
        file.poll();

        assertThat(live.toString().replace("\0", "")).isEqualTo("|two\n");
        assertThat(lost).isEmpty();
    }

    @Test
    void saysThatSomethingMayBeLostWhereATruncatedFileHasNoCopy() throws IOException {
        write("kern.log.1", "of last week\n");
        start(LONG + "one\n");
        write("never seen\n");
        truncate();
        write("two\n");
        file.poll();

        assertThat(live).hasToString("|two\n");
        assertThat(lost).singleElement().asString().contains("truncated");
    }

    @Test
    void missesNothingWhereTheCopyEndsBeforeWhatWasReadAlready() throws IOException {
        start(LONG);
        copy("kern.log.1");
        write("after the copy, before the truncation\n");
        file.poll();
        truncate();
        write("two\n");
        file.poll();

        assertThat(live).hasToString("after the copy, before the truncation\n|two\n");
        assertThat(lost).isEmpty();
    }

    @Test
    void readsAFileLargerThanAnyBufferWholeAndInOrder() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            all.append("line ").append(i).append('\n');
        }
        write("");
        file.poll();
        write(all.toString());
        file.poll();

        assertThat(live).hasToString(all.toString());
    }
}
