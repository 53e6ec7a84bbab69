// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Hello;
import io.github.buddyscope.wire.Message.Refused;
import io.github.buddyscope.wire.Message.Source;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.MessageWriter;
import io.github.buddyscope.wire.Protocol;
import io.github.buddyscope.wire.Refusal;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a relay answers, and why not. */
public final class RelayAccess {
    public static final String NAME = "relay";

    private static final String RUN_ONE = "run one on this host, as root: java -jar buddyscope.jar relay";
    private static final long PATIENCE_MILLIS = 2_000;

    private RelayAccess() {}

    /** Asks the relay at that path what it reads: its own state first, then its sources', which are {@code relay:…}. */
    public static List<SourceState> look(Path socket) {
        try (SocketLines lines = SocketLines.connect(socket)) {
            Hello hello = new Hello(Protocol.VERSION, Protocol.VERSION, "doctor", null, null, false, false, null);
            lines.write(MessageWriter.line(hello));
            List<SourceState> states = new ArrayList<>();
            states.add(SourceState.ok(NAME));
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            while (System.nanoTime() - deadline < 0) {
                String line = lines.next(PATIENCE_MILLIS);
                Message message = line == null ? null : MessageReader.fromRelay(line);
                if (message instanceof Source source) {
                    states.add(named(source.state()));
                } else if (message instanceof Refused refused) {
                    return List.of(unavailable(socket + " refuses: " + refused.why(), ""));
                } else if (message instanceof Message.Present) {
                    return states;
                }
            }
            return List.of(unavailable(socket + " doesn't answer", "restart the relay"));
        } catch (IOException e) {
            return List.of(refused(socket, e));
        } catch (Refusal e) {
            return List.of(unavailable(socket + " is no relay: " + e.getMessage(), ""));
        }
    }

    /** A relay's source, told from one of our own. */
    static SourceState named(SourceState state) {
        return new SourceState(NAME + ":" + state.source(), state.status(), state.detail(), state.remedy());
    }

    /** Why no connection was to be had; not taken from the message, which is in the language of the host. */
    static SourceState refused(Path socket, IOException e) {
        if (e instanceof SocketLines.Untrusted) {
            return unavailable(
                    socket + " is not trusted: " + e.getMessage(),
                    "have the relay listen in a directory of root's (relay --socket)");
        }
        if (!Files.exists(socket)) {
            return unavailable("no relay at " + socket, RUN_ONE);
        }
        if (e instanceof ConnectException) {
            return unavailable("nobody listens at " + socket + " any more", RUN_ONE);
        }
        if (!Files.isWritable(socket)) {
            return unavailable(
                    socket + ": permission denied", "add this service's user to the socket's group (relay --group)");
        }
        return unavailable(socket + ": " + e.getMessage(), "");
    }

    static SourceState unavailable(String detail, String remedy) {
        return new SourceState(NAME, Status.UNAVAILABLE, detail, remedy);
    }
}
