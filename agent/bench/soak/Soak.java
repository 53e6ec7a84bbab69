// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Watches a service that carries the agent, and a second one from which it comes and goes, for growth, and holds the agent's
 * account against one of its own: the same kernel log read once more. Exits with 0 where all is well and 1 where it isn't.
 */
final class Soak {
    private static final int AGREE_SECONDS = 120;

    private final Path work;
    private final long seconds;
    private final boolean planted;
    private final KernelLog log = new KernelLog();
    private final AtomicLong failuresTold = new AtomicLong();
    private final AtomicLong verdictsTold = new AtomicLong();
    private boolean wrong;

    private Soak(Path work, long seconds, boolean planted) {
        this.work = work;
        this.seconds = seconds;
        this.planted = planted;
    }

    /** @param arguments the two processes, for how many seconds, the service's address, a directory, and a plant */
    public static void main(String[] arguments) throws Exception {
        Soak soak = new Soak(
                Path.of(arguments[4]), Long.parseLong(arguments[2]), arguments.length > 5 && arguments[5].equals("count"));
        soak.run(arguments[0], arguments[1], URI.create(arguments[3]));
        System.exit(soak.wrong ? 1 : 0);
    }

    private void run(String pid, String guestPid, URI url) throws Exception {
        log.start();
        WatchedJvm service = new WatchedJvm(pid, true);
        WatchedJvm guest = new WatchedJvm(guestPid, false);
        Visitors visitors = new Visitors(service, url);
        visitors.startRequests();
        Thread.sleep(10_000); // until verdicts on what the log held are given
        await("a quiet moment", 300, log::quiet);
        service.server.addNotificationListener(WatchedJvm.bean("KernelFailures"), (told, x) -> failuresTold.incrementAndGet(), null, null);
        service.server.addNotificationListener(WatchedJvm.bean("Correlation"), (told, x) -> verdictsTold.incrementAndGet(), null, null);
        Instant begin = Instant.now();
        Account before = new Account(service, log, 0);
        visitors.startOthers();
        Files.createFile(work.resolve("begun")); // the faults begin

        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long every = Math.max(4, Math.min(30, seconds / 60));
        long agentCpu = service.number("Agent", "CpuMillis");
        while (System.nanoTime() - end < 0) {
            Thread.sleep(every * 1_000);
            service.sample();
            if (guest.agentThreads() == 0) {
                guest.sampleUnless(() -> guest.agentThreads() > 0);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s service %s | guest %s | failures %d, lines %d, lost %d, requests %d%n",
                    Instant.now().toString().substring(11, 19),
                    service.last(),
                    guest.last(),
                    log.failures,
                    log.lines,
                    service.number("Agent", "LinesLost"),
                    visitors.answered.get());
        }
        agentCpu = service.number("Agent", "CpuMillis") - agentCpu;
        visitors.end();
        Files.createFile(work.resolve("ending"));
        await("the faults to end", 120, () -> Files.exists(work.resolve("quiet")));

        System.out.println();
        wrong |= !Growth.judge("service", service, seconds);
        wrong |= !Growth.judge("second service, while the agent is out", guest, seconds);
        account(service, before, begin);
        System.out.printf(
                Locale.ROOT,
                "%nMeanwhile: %d requests answered, %d clients and %d recordings came and went, %d of all these failed; the agent took"
                        + " %.2f %% of a core.%n",
                visitors.answered.get(),
                visitors.clients.get(),
                visitors.recordings.get(),
                visitors.mishaps.get(),
                agentCpu / 10.0 / seconds);
        sources(service);
        System.out.println(wrong ? "VERDICT: not as it should be, see above." : "VERDICT: nothing grew, and every line is accounted for.");
    }

    private static void sources(WatchedJvm service) throws Exception {
        for (Object row : ((TabularData) service.server.getAttribute(WatchedJvm.bean("Agent"), "Sources")).values()) {
            CompositeData source = (CompositeData) row;
            if (!source.get("Status").equals("OK")) {
                System.out.println("The agent's source " + source.get("Source") + ": " + source.get("Status") + ", "
                        + source.get("Detail"));
            }
        }
    }

    private void judge(boolean right) {
        System.out.println(right ? "ok" : "NOT OK");
        wrong |= !right;
    }

    private Account account(WatchedJvm service, Account before) throws Exception {
        return new Account(service, log, planted ? 1 : 0).less(before);
    }

    private boolean exact(Account now) {
        return now.everyLine() && now.everyFailure() && now.told() == failuresTold.get() + verdictsTold.get();
    }

    /** The log goes on, and the agent tells of it a moment later: so there is time to agree. */
    private void account(WatchedJvm service, Account before, Instant begin) throws Exception {
        Account now = account(service, before);
        for (int tries = 0; tries < AGREE_SECONDS && !exact(now); tries++) {
            Thread.sleep(1_000);
            now = account(service, before);
        }
        System.out.printf("%nAccounts since the faults began:%n");
        System.out.printf("  kernel lines: %d in the log, %d read by the agent, up to %d lost  ", now.lines, now.linesRead, now.linesLost);
        judge(now.everyLine());
        System.out.printf(
                "  failed page allocations: %d in the log, %d published, %d dropped  ", now.failures, now.published, now.dropped);
        judge(now.everyFailure());
        System.out.printf(
                "  notifications: of %d failures and %d verdicts, %d and %d received, %d dropped  ",
                now.live, now.verdicts, failuresTold.get(), verdictsTold.get(), now.unnotified);
        judge(now.told() == failuresTold.get() + verdictsTold.get());
        Path file = work.resolve("soak.jfr");
        service.diagnose("jfrDump", "name=soak", "filename=" + file);
        Map<String, Long> events = new TreeMap<>();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getStartTime().isAfter(begin)) {
                    events.merge(event.getEventType().getName(), 1L, Long::sum);
                }
            }
        }
        long failureEvents = events.getOrDefault("buddyscope.KernelFailure", 0L);
        long verdictEvents = events.getOrDefault("buddyscope.Verdict", 0L);
        System.out.printf("  the recording: %d and %d events of them  ", failureEvents, verdictEvents);
        Account after = account(service, before); // there may be more of them meanwhile
        judge(failureEvents + verdictEvents + now.dropped >= now.live + now.verdicts
                && failureEvents <= after.live
                && verdictEvents <= after.verdicts);
    }

    private static void await(String what, int seconds, Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 2 * seconds; i++) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("waited in vain for " + what);
    }
}
