// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients that send one request after another, until the time, the count or the process ends. */
public final class LoadDriver {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 20;
    private static final long REPORT_SECONDS = 2;

    private final LoadPlan plan;
    private final LoadTally tally = new LoadTally();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final CountDownLatch reported = new CountDownLatch(1);
    private volatile boolean stopped;

    private LoadDriver(LoadPlan plan) {
        this.plan = plan;
    }

    /** Runs to the plan's end or the process's, then prints throughput and errors; 1 where nothing was answered. */
    public static int run(LoadPlan plan, PrintStream out) throws InterruptedException {
        LoadDriver driver = new LoadDriver(plan);
        Thread onExit = new Thread(driver::stopAndReport, "load-stop");
        Runtime.getRuntime().addShutdownHook(onExit);
        driver.drive(out);
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has had what it waited for
        }
        return driver.tally.anyAnswered() ? 0 : 1;
    }

    private void drive(PrintStream out) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + plan.time().toNanos();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < plan.connections(); i++) {
            RequestMix mix = new RequestMix(plan.target(), i);
            Thread client = new Thread(() -> send(mix, end), "load-client-" + i);
            client.setDaemon(true);
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        out.println(tally.inWords(System.nanoTime() - start));
        reported.countDown();
    }

    private void send(RequestMix mix, long end) {
        while (!stopped && System.nanoTime() - end < 0 && tally.mayStart(plan.requests())) {
            long sent = System.nanoTime();
            try {
                int status = http.send(mix.next(), BodyHandlers.discarding()).statusCode();
                tally.answered(status, System.nanoTime() - sent);
            } catch (IOException e) {
                tally.failed(e);
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A service that isn't there is asked fifty times a second by each client, not as fast as refusals come. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAndReport() {
        stopped = true;
        try {
            reported.await(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
