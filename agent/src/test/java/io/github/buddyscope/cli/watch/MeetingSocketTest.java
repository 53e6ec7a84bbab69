// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.cli.jvm.JvmProcess;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingSocketTest {
    @TempDir
    private Path directory;

    private Path path;
    private int user;

    @BeforeEach
    void names() {
        path = directory.resolve("s");
        user = new JvmProcess("self").user();
    }

    @Test
    void standsForItsUserAloneAndIsTakenAway() throws IOException {
        try (MeetingSocket meeting = MeetingSocket.listen(path, user)) {
            assertThat(meeting.stands()).isTrue();
            assertThat(files()).containsExactly(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .matches("rw.[r-]-.[r-]-.");
            assertThat(meeting.accept(0)).isNull();
            try (SocketLines agent = SocketLines.connect(path);
                    SocketLines here = meeting.accept(10_000)) {
                here.write("figures\n".getBytes());
                assertThat(agent.next(10_000)).isEqualTo("figures");
            }
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void takesThePlaceOfAnotherThatKnowsItAndLeavesTheNewOneThere() throws IOException {
        try (MeetingSocket second = replacing(MeetingSocket.listen(path, user))) {
            assertThat(second.stands()).isTrue();
            SocketLines.connect(path).close();
            assertThat(second.accept(10_000)).isNotNull();
        }
        assertThat(files()).isEmpty();
    }

    private MeetingSocket replacing(MeetingSocket first) throws IOException {
        try (first) {
            MeetingSocket second = MeetingSocket.listen(path, user);
            assertThat(first.stands()).isFalse();
            return second;
        }
    }

    @Test
    void whereItCanNotStandNothingIsLeft() throws IOException {
        Files.createDirectories(path.resolve("in the way"));

        assertThatThrownBy(() -> MeetingSocket.listen(path, user)).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(path);
    }

    @Test
    void aDirectoryOfAnotherUsersIsNoPlaceForIt() throws IOException {
        assumeTrue(user == 0, "to give a directory away needs root");
        Files.setAttribute(directory, "unix:uid", 64_001);

        assertRefused(path, directory + " belongs to another user");
    }

    @Test
    void norIsALinkToOne() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        assertRefused(link.resolve("s"), link + " is a link");
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void norIsOneThatOthersMayWriteWithoutTheStickyBit() throws IOException {
        for (int mode : new int[] {0777, 0770}) {
            Files.setAttribute(directory, "unix:mode", mode);
            assertRefused(path, directory + " may be written by others");
        }
        Files.setAttribute(directory, "unix:mode", 01777);
        try (MeetingSocket meeting = MeetingSocket.listen(path, user)) {
            assertThat(meeting.stands()).isTrue();
        }
    }

    @Test
    void itIsTheUsersOfTheJvmBeforeItStandsThere() throws IOException {
        assumeTrue(user == 0, "to give a socket away needs root");
        try (MeetingSocket meeting = MeetingSocket.listen(path, 64_001)) {
            assertThat(meeting.stands()).isTrue();
            assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(64_001);
        }
    }

    private void assertRefused(Path there, String why) throws IOException {
        List<Path> before = files();
        assertThatThrownBy(() -> MeetingSocket.listen(there, user))
                .isInstanceOf(MeetingSocket.Unfit.class)
                .hasMessageContaining(why);
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
