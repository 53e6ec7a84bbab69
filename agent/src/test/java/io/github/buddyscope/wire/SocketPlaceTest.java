// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPlaceTest {
    private static final int ANOTHER = 64_001;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void aFile() throws IOException {
        socket =
                Files.createFile(Files.createDirectory(directory.resolve("run")).resolve("relay.sock"));
    }

    private void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private static void giveAway(Path path) throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to give a file away needs root");
        Files.setAttribute(path, "unix:uid", ANOTHER);
    }

    @Test
    void ownDirectoriesAreAsGoodAsRoots() {
        assertThat(SocketPlace.objection(socket)).isNull();
        assertThat(SocketPlace.objectionToListen(socket)).isNull();
        assertThat(SocketPlace.objection(Path.of("/proc/self/stat"))).isNull();
    }

    @Test
    void whereNothingIsYetNobodyIsAccused() {
        assertThat(SocketPlace.objection(directory.resolve("none/relay.sock"))).isNull();
        assertThat(SocketPlace.objectionToListen(directory.resolve("none/relay.sock")))
                .isNull();
    }

    @Test
    void aDirectoryThatEveryoneMayWriteIsNone() throws IOException {
        mode(socket.getParent(), 0777);

        assertThat(SocketPlace.objection(socket)).contains(socket.getParent() + " may be written by everyone");
        assertThat(SocketPlace.objectionToListen(socket)).contains("may be written by everyone");
    }

    @Test
    void norIsOneBelowSuchADirectory() throws IOException {
        mode(directory, 0777);

        assertThat(SocketPlace.objection(socket)).contains(directory + " may be written by everyone");
    }

    @Test
    void whereNobodyMayTouchWhatIsAnothersItsOwnerCounts() throws IOException {
        mode(socket.getParent(), 01777);
        assertThat(SocketPlace.objection(socket)).isNull();
        assertThat(SocketPlace.objectionToListen(socket)).isNull();

        giveAway(socket);
        assertThat(SocketPlace.objection(socket)).contains(socket + " belongs to another user");
    }

    @Test
    void whereAnyoneMayPutSomethingWhatIsMissingIsNotTrustedToStayMissing() throws IOException {
        mode(socket.getParent(), 01777);
        Files.delete(socket);

        assertThat(SocketPlace.objection(socket)).contains(socket + " isn't there, and anyone could put");
        assertThat(SocketPlace.objectionToListen(socket)).isNull();
        assertThatThrownBy(() -> SocketLines.connect(socket)).isInstanceOf(SocketLines.Untrusted.class);
    }

    @Test
    void oneThatWasExchangedIsNotTheSame() throws IOException {
        List<Object> before = SocketPlace.standing(socket);
        assertThat(SocketPlace.standing(socket)).isEqualTo(before);

        Files.move(socket, directory.resolve("kept"));
        Files.createFile(socket);
        assertThat(SocketPlace.standing(socket)).isNotEqualTo(before);
    }

    @Test
    void aLinkIsFollowedAndIsItselfWhatSomebodyPutThere() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        mode(open, 01777);
        Path link = Files.createSymbolicLink(open.resolve("relay.sock"), socket);
        assertThat(SocketPlace.objection(link)).isNull();

        mode(socket.getParent(), 0777);
        assertThat(SocketPlace.objection(link)).contains(socket.getParent() + " may be written by everyone");
        mode(socket.getParent(), 0755);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to give a file away needs root");
        Files.delete(link);
        Files.createSymbolicLink(open.resolve("relay.sock"), socket);
        Files.setAttribute(link, "unix:uid", ANOTHER, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        assertThat(SocketPlace.objection(link)).contains(link + " belongs to another user");
    }

    @Test
    void aServiceUsersDirectoryIsGoodToConnectAndNotForAnotherToListen() throws IOException {
        giveAway(socket.getParent());

        assertThat(SocketPlace.objection(socket)).isNull();
        assertThat(SocketPlace.objectionToListen(socket)).contains("belongs to another user");
    }
}
