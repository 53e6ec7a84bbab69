// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                    .isEqualTo("rw-------");
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

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
