// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.source.relay.RelayClient;
import io.github.buddyscope.source.relay.RelaySink;
import io.github.buddyscope.source.relay.RelayedFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent that does nothing but listen to a relay, and how long after it happened it was told of what. Begins when a file
 * {@code begin} is there, and writes what it has to files when there is one {@code tell}.
 */
public final class Agent implements RelaySink {
    private static final int MOST = 100_000;
    private static final long POLL_MILLIS = 200;

    private final List<String> delays = new ArrayList<>();
    private int findings;
    private long reportMicros = -1;

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        String name = "agent." + arguments[2] + ".";
        Agent agent = new Agent();
        try (RelayClient client = new RelayClient(Path.of(arguments[0]), "benchmark", true, true, 0, agent)) {
            client.start();
            while (!client.account().proven()) {
                Thread.sleep(POLL_MILLIS);
            }
            Files.writeString(directory.resolve(name + "proven"), "");
            await(directory.resolve("begin"));
            long lostBefore = client.account().eventsLost();
            agent.clear();
            await(directory.resolve("tell"));
            synchronized (agent) {
                Files.writeString(directory.resolve(name + "count"), agent.findings + "\n");
                long lost = client.account().eventsLost() - lostBefore;
                Files.writeString(directory.resolve(name + "lost"), lost + "\n");
                Files.writeString(directory.resolve(name + "report"), agent.reportMicros + "\n");
                Path written = directory.resolve(name + "being-written");
                Files.write(written, agent.delays);
                Files.move(written, directory.resolve(name + "delays"));
            }
        }
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private synchronized void clear() {
        delays.clear();
        findings = 0;
        reportMicros = -1;
    }

    private synchronized void add(long happened) {
        if (findings < MOST) {
            delays.add(Long.toString((System.nanoTime() - happened) / 1_000));
        }
        findings++;
    }

    @Override
    public synchronized void failure(RelayedFailure failure) {
        if (failure.live()) {
            reportMicros = (System.nanoTime() - failure.nanos()) / 1_000;
        }
    }

    @Override
    public void attempt(AllocationFailure failure, String thread) {
        add(failure.nanos());
    }

    @Override
    public void stall(AllocationStall stall, String thread) {
        add(stall.endNanos());
    }
}
