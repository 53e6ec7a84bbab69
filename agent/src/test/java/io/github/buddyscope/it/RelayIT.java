// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.WantsHugePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service of an unprivileged user, in a pid namespace of its own, on a host that keeps its log to root: what a relay gets
 * into the service's recording, against the lab's trace, while another user's service wants the same memory.
 */
@Tag("takes-the-host")
class RelayIT {
    private static final Pattern TOUCHED = Pattern.compile("touched (\\d+) (\\d+) \\d+\\.");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKER = "order-import-7";
    private static final String STRANGER = "secret" + ProcessHandle.current().pid() % 1_000_000;
    private static final int USER = 64_001;
    private static final int WITHHELD = -1;
    private static final String WITHHELD_NAME = "(withheld)";

    /** One of the service's threads: its number in the service's namespace, and its name. */
    private record Task(int inside, String name) {}

    private final Jdk jdk = Jdk.own();
    /** By their numbers on the host. */
    private final Map<Integer, Task> ownTasks = new ConcurrentSkipListMap<>();

    @TempDir
    Path directory;

    private Unprivileged user;
    private Path socket;
    private Path trace;
    private String restricted;

    @BeforeEach
    void onlyWhereItCanStarve() throws Exception {
        Lab.assumeItCanStarve();
        Lab.assumeItCanFail();
        user = Unprivileged.in(directory, USER);
        socket = directory.resolve("run/relay.sock");
        trace = directory.resolve("truth.trace");
        restricted = Lab.restrictLog();
    }

    @AfterEach
    void giveBack() throws IOException {
        if (restricted != null) {
            Lab.giveBackLog(restricted);
        }
    }

    @Test
    void whatTheLabTracedArrivesAndNothingOfOthersDoes() throws Exception {
        List<RecordedEvent> recorded;
        long from;
        long to;
        long next;
        try (ForkedJvm relay = ForkedJvm.of(jdk).command("relay", "--socket", socket.toString())) {
            relay.awaitOut("kmsg ok, tracefs ok");
            String newest = last(Lab.log());
            try (ForkedJvm stranger = stranger();
                    ForkedJvm service = service()) {
                stranger.awaitOut("ready ");
                service.awaitOut("ready ");
                long pid = user.hostPid(service.pid());
                awaitRelayed(pid);

                stranger.say("1500");
                Thread noting = noteTasksOf(pid);
                from = touch(service, 1500);
                Lab.fail(7);
                to = System.nanoTime() / 1_000;
                noting.interrupt();
                noting.join();
                // what comes later is told later: once some of it is there, all from before is
                long later = System.nanoTime() / 1_000;
                Lab.burst(7, 1);
                await().atMost(PATIENCE)
                        .until(() -> new Told(recorded(pid)).entries().stream().anyMatch(e -> e.micros() > later));
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(reports(recorded(pid))).isNotEmpty().isEqualTo(printedSince(newest)));
                recorded = recorded(pid);
                next = later;
                assertThat(service.err()).isEmpty();
                assertThat(service.closeInput().exitCode()).isZero();
            }
            assertThat(relay.err()).isEmpty();
        }
        assertThatTheTraceIsThere(recorded, from, to, next);
        assertThat(recorded.stream().filter(RelayIT::isReport))
                .allMatch(event -> event.getString("source").equals("relay"))
                .allMatch(event -> event.getString("jvmMatch").equals("UNLIKELY"));
        assertThatNothingLeaks(recorded);
    }

    private List<RecordedEvent> recorded(long pid) {
        return Recorded.all(jdk, pid, directory).stream()
                .filter(event -> event.getEventType().getName().startsWith("buddyscope."))
                .toList();
    }

    private ForkedJvm service() {
        List<String> under = new ArrayList<>(List.of(Lab.starved(trace)));
        under.addAll(user.inNamespace());
        return wantsHugePages(500)
                .under(under.toArray(new String[0]))
                .classPath(user.classes())
                .flags(Recorded.flags())
                .agent(user.agent(), "relay=" + socket)
                .run(WantsHugePages.class, WORKER, "60");
    }

    private ForkedJvm stranger() {
        return wantsHugePages(200).run(WantsHugePages.class, STRANGER, "20");
    }

    private ForkedJvm.Builder wantsHugePages(int megabytes) {
        return ForkedJvm.of(jdk)
                .flags("-XX:+UseTransparentHugePages", "-XX:+UseG1GC", "-Xms20m", "-Xmx" + megabytes + "m")
                .flags("-XX:MaxHeapFreeRatio=10", "-XX:MinHeapFreeRatio=5");
    }

    /** Until a relay tells it, and knows whose process it is. */
    static void awaitRelayed(long pid) throws Exception {
        try (RemoteMBeans mbeans = RemoteMBeans.of(pid)) {
            await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Stalls"));
            await().atMost(PATIENCE).until(() -> "tracefs".equals(mbeans.get("Stalls", "Source")));
            // once it has told all that was before: it knows which tasks are this JVM's then, or the state is a worse
            // one
            await().atMost(PATIENCE)
                    .until(
                            () -> ((Map<?, ?>) mbeans.get("Agent", "Sources"))
                                    .values()
                                    .toString(),
                            told -> told.contains("Source=relay, Status=OK"));
            await().atMost(PATIENCE).until(() -> mbeans.get("Agent", "State"), "OK"::equals);
        }
    }

    /** When it began, in microseconds. */
    private long touch(ForkedJvm service, int millis) {
        Matcher touched = service.forgetOut().say(Integer.toString(millis)).awaitMatch(TOUCHED);
        return Long.parseLong(touched.group(1)) / 1_000;
    }

    /** Some of them live for a moment. */
    private Thread noteTasksOf(long pid) {
        Thread noting = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                try {
                    noteTasks(pid);
                } catch (IOException ended) {
                    continue;
                }
            }
        });
        noting.setDaemon(true);
        noting.start();
        return noting;
    }

    private void noteTasks(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String ids = Tracing.text(task.resolve("status"))
                        .lines()
                        .filter(line -> line.startsWith("NSpid:"))
                        .findFirst()
                        .orElse("");
                String name = Tracing.text(task.resolve("comm")).strip();
                if (!ids.isEmpty() && !name.isEmpty()) {
                    int inside = Integer.parseInt(ids.substring(ids.lastIndexOf('\t') + 1));
                    ownTasks.put(Integer.valueOf(task.getFileName().toString()), new Task(inside, name));
                }
            }
        }
    }

    private static boolean isReport(RecordedEvent event) {
        return event.getEventType().getName().equals("buddyscope.KernelFailure") && event.getBoolean("live");
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private void assertThatTheTraceIsThere(List<RecordedEvent> recorded, long from, long to, long next)
            throws IOException {
        KernelTrace truth = new KernelTrace(trace);
        assertThat(truth.complete()).isTrue();
        long begin = truth.quietAfter(from);
        long end = truth.quietAfter(to);
        assertThat(end).isLessThanOrEqualTo(next);
        List<KernelTrace.Entry> happened = KernelTrace.within(truth.entries(), begin, end);
        assertThat(happened).anyMatch(e -> e.what().equals("FAILURE") && ownTasks.containsKey(e.tid()));
        assertThat(happened).anyMatch(e -> !e.what().equals("FAILURE") && ownTasks.containsKey(e.tid()));
        assertThat(happened).anyMatch(e -> e.order() == 7 && !ownTasks.containsKey(e.tid()));

        Told told = new Told(recorded);
        KernelTrace.assertTheSame(
                KernelTrace.within(told.entries(), begin, end),
                happened.stream().map(this::asTheServiceMaySeeIt).toList());
        Map<Integer, String> names = new TreeMap<>();
        ownTasks.values().forEach(task -> names.put(task.inside(), task.name()));
        assertThat(names).containsAllEntriesOf(told.threads(begin, end));
        assertThat(told.threads(begin, end)).containsValue(WORKER);
        assertThat(told.threads().values()).allMatch(name -> name.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    private KernelTrace.Entry asTheServiceMaySeeIt(KernelTrace.Entry entry) {
        Task own = ownTasks.get(entry.tid());
        return new KernelTrace.Entry(
                entry.what(), entry.order(), own == null ? WITHHELD : own.inside(), entry.micros(), entry.duration());
    }

    /** Order and flags of those that the recording has from while the service ran. */
    private static List<String> reports(List<RecordedEvent> recorded) {
        return recorded.stream()
                .filter(RelayIT::isReport)
                .map(event -> event.getInt("order") + " " + event.getString("gfpFlags"))
                .toList();
    }

    /** The same of those in the kernel's log behind that line. */
    private static List<String> printedSince(String newest) throws IOException {
        List<String> log = Lab.log();
        return log.subList(log.lastIndexOf(newest) + 1, log.size()).stream()
                .filter(line -> line.contains("page allocation failure: order:"))
                .map(line -> line.replaceAll(".* order:(\\d+), mode:0x\\w+\\((.*?)\\).*", "$1 $2"))
                .toList();
    }

    private void assertThatNothingLeaks(List<RecordedEvent> recorded) {
        for (RecordedEvent event : recorded) {
            assertThat(event.toString()).doesNotContain(STRANGER, "bash");
            boolean task = event.hasField("inThisJvm") && !event.getBoolean("inThisJvm");
            if (task) {
                assertThat(event.getLong("taskId")).as("%s", event).isEqualTo(WITHHELD);
                // some reports that the log held before name no task: a kill by a limit, printed in part
                assertThat(event.getString("task")).as("%s", event).isIn(WITHHELD_NAME, null);
            }
        }
    }
}
