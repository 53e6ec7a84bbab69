// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelaySink;
import io.github.buddyscope.source.relay.RelayedFailure;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.MessageWriter;
import io.github.buddyscope.wire.Nonce;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service of some user's in some pid namespace: says what a relay tells it. Ends with its standard input. */
public final class Tenant implements RelaySink {
    private Tenant() {}

    /** @param arguments socket, name, and for an impostor the process and thread that it claims to be */
    public static void main(String[] arguments) throws Exception {
        Path socket = Path.of(arguments[0]);
        Thread worker = new Thread("worker-" + arguments[1]) {
            @Override
            public synchronized void run() {
                try {
                    wait();
                } catch (InterruptedException e) {
                    return;
                }
            }
        };
        worker.setDaemon(true);
        worker.start();
        if (arguments.length > 2) {
            impostor(socket, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        try (RelayClient client = new RelayClient(socket, "test", true, true, 0, new Tenant())) {
            client.start();
            while (!client.account().proven()) {
                Thread.onSpinWait();
            }
            System.out.println("proven.");
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static void impostor(Path socket, int pid, int tid) throws Exception {
        try (RawClient client = new RawClient(socket)) {
            client.say(MessageWriter.line(new Message.Hello(1, 1, "test", pid, tid, true, false, null)));
            int read = 0;
            while (true) {
                for (; read < client.lines().size(); read++) {
                    Message message = MessageReader.fromRelay(client.lines().get(read));
                    if (message instanceof Message.Challenge challenge) {
                        Files.write(Path.of("/proc/thread-self/comm"), Nonce.bytes(challenge.name()));
                        client.say(MessageWriter.line(new Message.Named(challenge.step())));
                    } else if (message instanceof Message.Identity identity) {
                        System.out.println(identity.proven() ? "believed." : "not believed.");
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void failure(RelayedFailure failure) {
        System.out.println("failure of " + failure.thread() + " "
                + failure.report().origin().pid() + " "
                + new String(
                        MessageWriter.line(new Message.Failure(
                                failure.report().header().number(), 0, 0, true, null, failure.report())),
                        StandardCharsets.US_ASCII));
    }

    @Override
    public void attempt(AllocationFailure failure, String thread) {
        throw new AssertionError("nothing of that kind was sent");
    }

    @Override
    public void stall(AllocationStall stall, String thread) {
        throw new AssertionError("nothing of that kind was sent");
    }
}
