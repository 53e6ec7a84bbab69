// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.wire.PlacedSocket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelaySocketTest {
    @TempDir
    Path directory;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void connect(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
        }
    }

    @Test
    void makesItsDirectoryAndListensThereForEveryone() throws IOException {
        Path path = directory.resolve("run/relay.sock");
        try (PlacedSocket socket = RelaySocket.listen(path, null)) {
            assertThat(mode(path)).isEqualTo("rw-rw-rw-");
            assertThat(mode(path.getParent())).isEqualTo("rwxr-xr-x");
            try (Stream<Path> files = Files.list(path.getParent())) {
                assertThat(files).containsExactly(socket.path());
            }
            connect(path);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void withAGroupOnlyThatMayConnect() throws IOException {
        Path path = directory.resolve("relay.sock");
        String group = Files.readAttributes(directory, java.nio.file.attribute.PosixFileAttributes.class)
                .group()
                .getName();
        try (PlacedSocket socket = RelaySocket.listen(path, group)) {
            assertThat(mode(socket.path())).isEqualTo("rw-rw----");
        }
    }

    @Test
    void anUnknownGroupIsToldAndLeavesNothing() throws IOException {
        Path path = directory.resolve("relay.sock");

        assertThatThrownBy(() -> RelaySocket.listen(path, "no-such-group-here"))
                .hasMessageContaining("there is no group no-such-group-here");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aSocketThatNobodyListensOnMakesWay() throws IOException {
        Path path = directory.resolve("relay.sock");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertThat(path).exists();

        try (PlacedSocket socket = RelaySocket.listen(path, null)) {
            connect(socket.path());
        }
    }

    @Test
    void oneThatAnswersStays() throws IOException {
        Path path = directory.resolve("relay.sock");
        try (PlacedSocket first = RelaySocket.listen(path, null)) {
            assertThatThrownBy(() -> RelaySocket.listen(path, null)).hasMessageContaining("another relay listens");
            connect(first.path());
        }
    }

    @Test
    void aFileIsNeverTakenForASocket() throws IOException {
        Path path = Files.writeString(directory.resolve("relay.sock"), "precious");

        assertThatThrownBy(() -> RelaySocket.listen(path, null)).hasMessageContaining("is no socket");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aSuccessorsSocketIsNotTakenAway() throws IOException {
        Path path = directory.resolve("relay.sock");
        PlacedSocket first = RelaySocket.listen(path, null);
        first.channel().close();
        try (PlacedSocket second = RelaySocket.listen(path, null)) {
            first.close();
            connect(second.path());
        }
    }

    @Test
    void aPathThatIsTooLongIsToldInPlainWords() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(60)).resolve("e".repeat(60)));

        assertThatThrownBy(() -> RelaySocket.listen(deep.resolve("relay.sock"), null))
                .hasMessageContaining("too long a path");
    }

    @Test
    void aDirectoryThatIsMissingFurtherUpIsToldInPlainWords() {
        assertThatThrownBy(() -> RelaySocket.listen(directory.resolve("a/b/relay.sock"), null))
                .hasMessageContaining(directory.resolve("a") + " does not exist");
    }

    @Test
    void whereAnyoneCouldPutALinkInTheWayNobodyListens() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> RelaySocket.listen(open.resolve("relay.sock"), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("may be written by everyone");
        assertThat(open).isEmptyDirectory();
    }
}
