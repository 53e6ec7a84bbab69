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
 * As many agents as a relay lets one process be, which do nothing but listen to it, and how long after it happened each was
 * told of what. Counts when a file {@code begin} is there, and writes what it has to files when there is one {@code tell}.
 */
public final class Agents {
    private static final long POLL_MILLIS = 200;

    /** One of them. */
    private static final class One implements RelaySink {
        private static final int MOST = 20_000;

        private final long[] delays = new long[MOST];
        private int findings;
        private long reportMicros = -1;

        synchronized void clear() {
            findings = 0;
            reportMicros = -1;
        }

        private synchronized void add(long happened) {
            if (findings < MOST) {
                delays[findings] = (System.nanoTime() - happened) / 1_000;
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

    private Agents() {}

    /** @param arguments socket, directory, a number for the files' names, how many agents */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        String name = "agents." + arguments[2] + ".";
        List<One> all = new ArrayList<>();
        List<RelayClient> clients = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            One one = new One();
            RelayClient client = new RelayClient(Path.of(arguments[0]), "benchmark", true, true, 0, one);
            client.start();
            all.add(one);
            clients.add(client);
        }
        while (!clients.stream().allMatch(client -> client.account().proven())) {
            Thread.sleep(POLL_MILLIS);
        }
        Files.writeString(directory.resolve(name + "proven"), "");
        await(directory.resolve("begin"));
        long lostBefore = lost(clients);
        all.forEach(One::clear);
        await(directory.resolve("tell"));
        List<String> delays = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (One one : all) {
            synchronized (one) {
                told.add(one.findings + " " + one.reportMicros);
                for (int i = 0; i < Math.min(one.findings, One.MOST); i++) {
                    delays.add(Long.toString(one.delays[i]));
                }
            }
        }
        Files.write(directory.resolve(name + "delays"), delays);
        Files.writeString(directory.resolve(name + "lost"), lost(clients) - lostBefore + "\n");
        Path written = directory.resolve(name + "being-written");
        Files.write(written, told);
        Files.move(written, directory.resolve(name + "told"));
        clients.forEach(RelayClient::close);
    }

    private static long lost(List<RelayClient> clients) {
        return clients.stream().mapToLong(client -> client.account().eventsLost()).sum();
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
