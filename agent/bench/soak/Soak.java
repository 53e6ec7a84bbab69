// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServerConnection;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Watches a service that carries the agent, and a second one from which it comes and goes, for growth, and holds the agent's
 * account against one of its own: the same kernel log read once more. Exits with 0 where all is well and 1 where it isn't.
 *
 * <p>The rule: of the samples after the warm-up, each taken after a full collection, the median of the last quarter may exceed
 * that of the second by the metric's limit at most. Single outliers count for nothing.
 */
final class Soak {
    /** Until the agent's own history of ten minutes is full. */
    private static final int WARM_UP_SECONDS = 660;

    /** Too short for that: the history may still fill up to its bound (Timeline.MOST_BYTES). */
    private static final int SHORT_SECONDS = 1_800;

    private static final long HISTORY_KB = 12 << 10;
    private static final int FEWEST_SAMPLES = 8;
    private static final int AGREE_SECONDS = 120;
    private static final long REQUEST_EVERY_MILLIS = 100;

    /** What must not grow, and by how much its median may all the same: what a JVM does by itself. */
    private static final Map<String, Long> LIMITS = new LinkedHashMap<>();

    static {
        LIMITS.put("heap kB", 2_048L);
        LIMITS.put("metaspace kB", 2_048L); // the compiler's profiles of methods are there, too
        LIMITS.put("classes", 100L);
        LIMITS.put("threads", 1L); // but the compiler's and RMI's, which come and go
        LIMITS.put("agent threads", 0L);
        LIMITS.put("files", 1L);
        LIMITS.put("sockets", 3L);
        LIMITS.put("direct kB", 8_192L); // two chunks of the service's own pool
        LIMITS.put("resident kB", 16_384L);
    }

    private final Path work;
    private final long seconds;
    private final boolean planted;
    private final Log log = new Log();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong mishaps = new AtomicLong();
    private final AtomicLong failuresTold = new AtomicLong();
    private final AtomicLong verdictsTold = new AtomicLong();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicLong recordings = new AtomicLong();
    private volatile boolean ending;
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
        Jvm service = new Jvm(pid, true);
        Jvm guest = new Jvm(guestPid, false);
        background("requests", REQUEST_EVERY_MILLIS, () -> request(url));
        Thread.sleep(10_000); // until verdicts on what the log held are given
        await("a quiet moment", 300, log::quiet);
        service.server.addNotificationListener(bean("KernelFailures"), (told, x) -> failuresTold.incrementAndGet(), null, null);
        service.server.addNotificationListener(bean("Correlation"), (told, x) -> verdictsTold.incrementAndGet(), null, null);
        Instant begin = Instant.now();
        Account before = new Account(service, log, 0);
        background("clients", 15_000, () -> comeAndGo(service));
        background("recordings", 20_000, () -> record(service));
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
                    answered.get());
        }
        agentCpu = service.number("Agent", "CpuMillis") - agentCpu;
        ending = true;
        Files.createFile(work.resolve("ending"));
        await("the faults to end", 120, () -> Files.exists(work.resolve("quiet")));

        System.out.println();
        growth("service", service);
        growth("second service, while the agent is out", guest);
        account(service, before, begin);
        System.out.printf(
                Locale.ROOT,
                "%nMeanwhile: %d requests answered, %d clients and %d recordings came and went, %d of all these failed; the agent took"
                        + " %.2f %% of a core.%n",
                answered.get(),
                clients.get(),
                recordings.get(),
                mishaps.get(),
                agentCpu / 10.0 / seconds);
        sources(service);
        System.out.println(wrong ? "VERDICT: not as it should be, see above." : "VERDICT: nothing grew, and every line is accounted for.");
    }

    private static void sources(Jvm service) throws Exception {
        for (Object row : ((TabularData) service.server.getAttribute(bean("Agent"), "Sources")).values()) {
            CompositeData source = (CompositeData) row;
            if (!source.get("Status").equals("OK")) {
                System.out.println("The agent's source " + source.get("Source") + ": " + source.get("Status") + ", "
                        + source.get("Detail"));
            }
        }
    }

    private void growth(String of, Jvm jvm) {
        int warm = 0;
        while (warm < jvm.samples.size() && jvm.seconds.get(warm) < (seconds < SHORT_SECONDS ? seconds / 4 : WARM_UP_SECONDS)) {
            warm++;
        }
        List<Map<String, Long>> counted = jvm.samples.subList(warm, jvm.samples.size());
        int quarter = counted.size() / 4;
        System.out.printf("Growth of the %s, %d samples after %d to warm up:%n", of, counted.size(), warm);
        if (counted.size() < FEWEST_SAMPLES) {
            System.out.println("  too few samples to tell");
            return;
        }
        System.out.printf("  %-14s %15s %12s %10s %10s%n", "", "second quarter", "last quarter", "growth", "at most");
        for (Map.Entry<String, Long> limit : LIMITS.entrySet()) {
            long second = median(counted.subList(quarter, 2 * quarter), limit.getKey());
            long last = median(counted.subList(counted.size() - quarter, counted.size()), limit.getKey());
            boolean filling = jvm.carries && seconds < SHORT_SECONDS && limit.getKey().startsWith("heap");
            long most = limit.getValue() + (filling ? HISTORY_KB : 0);
            System.out.printf("  %-14s %15d %12d %+10d %10d  ", limit.getKey(), second, last, last - second, most);
            judge(last - second <= most);
        }
    }

    private static long median(List<Map<String, Long>> samples, String metric) {
        long[] values = samples.stream().mapToLong(sample -> sample.get(metric)).sorted().toArray();
        return values[values.length / 2];
    }

    private void judge(boolean right) {
        System.out.println(right ? "ok" : "NOT OK");
        wrong |= !right;
    }

    private Account account(Jvm service, Account before) throws Exception {
        return new Account(service, log, planted ? 1 : 0).less(before);
    }

    private boolean exact(Account now) {
        return now.everyLine() && now.everyFailure() && now.told() == failuresTold.get() + verdictsTold.get();
    }

    /** The log goes on, and the agent tells of it a moment later: so there is time to agree. */
    private void account(Jvm service, Account before, Instant begin) throws Exception {
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
        service.server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "jfrDump",
                new Object[] {new String[] {"name=soak", "filename=" + file}},
                new String[] {String[].class.getName()});
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

    /** A client that looks at everything, listens, and goes: every other time without a word. */
    private void comeAndGo(Jvm service) throws Exception {
        JMXConnector connector = JMXConnectorFactory.connect(service.address);
        MBeanServerConnection server = connector.getMBeanServerConnection();
        for (ObjectName name : server.queryNames(new ObjectName("buddyscope:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttribute(name, attribute.getName());
            }
        }
        NotificationListener listener = (told, x) -> {
            throw new IllegalStateException("a listener that throws");
        };
        server.addNotificationListener(bean("KernelFailures"), listener, null, null);
        Thread.sleep(3_000);
        if (clients.incrementAndGet() % 2 == 0) {
            server.removeNotificationListener(bean("KernelFailures"), listener);
        }
        connector.close();
    }

    private void record(Jvm service) throws Exception {
        ObjectName recorder = new ObjectName("jdk.management.jfr:type=FlightRecorder");
        String[] id = {long.class.getName()};
        Object recording = service.server.invoke(recorder, "newRecording", null, null);
        service.server.invoke(
                recorder,
                "setPredefinedConfiguration",
                new Object[] {recording, recordings.incrementAndGet() % 2 == 0 ? "profile" : "default"},
                new String[] {long.class.getName(), String.class.getName()});
        service.server.invoke(recorder, "startRecording", new Object[] {recording}, id);
        Thread.sleep(5_000);
        service.server.invoke(recorder, "stopRecording", new Object[] {recording}, id);
        service.server.invoke(recorder, "closeRecording", new Object[] {recording}, id);
    }

    private void request(URI url) throws IOException {
        long n = answered.get();
        boolean upload = n % 4 == 3;
        HttpURLConnection request = (HttpURLConnection)
                url.resolve(upload ? "upload" : "work?kib=" + (16 << n % 6)).toURL().openConnection();
        request.setReadTimeout(60_000);
        if (upload) {
            request.setDoOutput(true);
            try (OutputStream out = request.getOutputStream()) {
                out.write(new byte[100_000]);
            }
        }
        request.getInputStream().readAllBytes();
        answered.incrementAndGet();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void background(String name, long everyMillis, Work work) {
        Thread thread = new Thread(
                () -> {
                    while (!ending) {
                        try {
                            work.run();
                        } catch (Exception e) {
                            mishaps.incrementAndGet();
                        }
                        try {
                            Thread.sleep(everyMillis);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
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

    private static ObjectName bean(String type) throws Exception {
        return new ObjectName("buddyscope:type=" + type);
    }

    /** The agent's account, and ours of the same log. */
    private static final class Account {
        long lines;
        long missed;
        long failures;
        long linesRead;
        long linesLost;
        long dropped;
        long unnotified;
        long published;
        long live;
        long verdicts;

        Account(Jvm service, Log log, long invented) throws Exception {
            lines = log.lines + invented;
            missed = log.missed;
            failures = log.failures + invented;
            linesRead = service.number("Agent", "LinesRead");
            linesLost = service.number("Agent", "LinesLost");
            dropped = service.number("Agent", "EventsDropped");
            unnotified = service.number("Agent", "NotificationsDropped");
            live = service.number("KernelFailures", "TotalLive");
            for (String role : List.of("Victim", "Cause", "CauseAndVictim", "Bystander", "Unknown")) {
                verdicts += service.number("Correlation", "Verdicts" + role); // those since the agent's start
            }
            for (Object row : ((TabularData) service.server.getAttribute(bean("KernelFailures"), "LiveFailures")).values()) {
                CompositeData key = (CompositeData) row;
                published += key.get("Kind").equals("PAGE_ALLOC_FAILURE") ? (Long) key.get("Failures") : 0;
            }
        }

        /** Each was read or counted as lost: exactly, where none was lost or missed. */
        boolean everyLine() {
            return linesRead <= lines + missed && lines <= linesRead + linesLost;
        }

        boolean everyFailure() {
            return published <= failures + missed && failures <= published + dropped + linesLost;
        }

        long told() {
            return live + verdicts - unnotified;
        }

        Account less(Account before) {
            lines -= before.lines;
            missed -= before.missed;
            failures -= before.failures;
            linesRead -= before.linesRead;
            linesLost -= before.linesLost;
            dropped -= before.dropped;
            unnotified -= before.unnotified;
            published -= before.published;
            live -= before.live;
            verdicts -= before.verdicts;
            return this;
        }
    }

    /** The kernel's log, read as a sceptic would: lines of the kernel's own, and failed page allocations by their words. */
    private static final class Log extends Thread {
        volatile long lines;
        volatile long failures;
        volatile long missed;
        private volatile long lastNanos = System.nanoTime();

        Log() {
            super("log");
            setDaemon(true);
        }

        /** The agent has had the time to tell of the last line. */
        boolean quiet() {
            return System.nanoTime() - lastNanos > 3_000_000_000L;
        }

        @Override
        public void run() {
            byte[] record = new byte[8192];
            long sequence = -1;
            try (FileInputStream in = new FileInputStream("/dev/kmsg")) {
                while (true) {
                    int length;
                    try {
                        length = in.read(record);
                    } catch (IOException overrun) {
                        continue; // the next one's number tells how many are missing
                    }
                    String text = new String(record, 0, length, StandardCharsets.ISO_8859_1);
                    String[] head = text.substring(0, text.indexOf(';')).split(",");
                    long number = Long.parseLong(head[1]);
                    missed = missed + (sequence < 0 ? 0 : number - sequence - 1);
                    sequence = number;
                    lastNanos = System.nanoTime();
                    if (Integer.parseInt(head[0]) >> 3 == 0) {
                        lines = lines + text.split("\\\\x0a", -1).length; // a record may have several
                        failures = failures + (text.contains(": page allocation failure: order:") ? 1 : 0);
                    }
                }
            } catch (IOException e) {
                System.out.println("the kernel's log can't be read: " + e.getMessage());
            }
        }
    }

    /** A JVM as JMX and the kernel show it. */
    private static final class Jvm {
        final MBeanServerConnection server;
        final JMXServiceURL address;
        final List<Map<String, Long>> samples = new ArrayList<>();
        final List<Long> seconds = new ArrayList<>();
        private final long begin = System.nanoTime();
        private final Path proc;
        final boolean carries;

        Jvm(String pid, boolean carries) throws Exception {
            this.carries = carries;
            proc = Path.of("/proc", pid);
            VirtualMachine machine = VirtualMachine.attach(pid);
            address = new JMXServiceURL(machine.startLocalManagementAgent());
            machine.detach();
            JMXConnector connector = JMXConnectorFactory.connect(address);
            connector.addConnectionNotificationListener((told, x) -> System.out.println(told.getMessage()), null, null);
            server = connector.getMBeanServerConnection();
        }

        long number(String type, String attribute) throws Exception {
            Object value = server.getAttribute(bean(type), attribute);
            return value == null ? 0 : ((Number) value).longValue();
        }

        void sample() throws Exception {
            sampleUnless(() -> false);
        }

        void sampleUnless(BooleanSupplier disturbed) throws Exception {
            server.invoke(new ObjectName("java.lang:type=Memory"), "gc", null, null);
            Map<String, Long> now = new LinkedHashMap<>();
            now.put("heap kB", used("java.lang:type=Memory", "HeapMemoryUsage"));
            now.put("metaspace kB", used("java.lang:type=MemoryPool,name=Metaspace", "Usage"));
            now.put("classes", ((Number) server.getAttribute(
                            new ObjectName(ManagementFactory.CLASS_LOADING_MXBEAN_NAME), "LoadedClassCount"))
                    .longValue());
            List<String> threads = threads();
            threads.removeIf(name -> name.startsWith("RMI ") || name.startsWith("JMX ") || name.contains(" CompilerThre"));
            now.put("threads", (long) threads.size());
            now.put("agent threads", threads.stream().filter(name -> name.startsWith("buddyscope")).count());
            long[] handles = handles();
            now.put("files", handles[0]);
            now.put("sockets", handles[1]);
            now.put("direct kB", ((Number) server.getAttribute(
                                    new ObjectName("java.nio:type=BufferPool,name=direct"), "MemoryUsed"))
                            .longValue()
                    >> 10);
            for (String line : Files.readAllLines(proc.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    now.put("resident kB", Long.valueOf(line.replaceAll("\\D", "")));
                }
            }
            if (!disturbed.getAsBoolean()) {
                samples.add(now);
                seconds.add((System.nanoTime() - begin) / 1_000_000_000L);
            }
        }

        private long used(String name, String attribute) throws Exception {
            return (Long) ((CompositeData) server.getAttribute(new ObjectName(name), attribute)).get("used") >> 10;
        }

        long agentThreads() {
            return threads().stream().filter(name -> name.startsWith("buddyscope")).count();
        }

        /** As the kernel has them, the JVM's own included. */
        private List<String> threads() {
            List<String> names = new ArrayList<>();
            for (String id : list("task")) {
                try {
                    names.add(Files.readString(proc.resolve("task").resolve(id).resolve("comm")).strip());
                } catch (IOException gone) {
                    continue;
                }
            }
            return names;
        }

        /** Of files and such, and of sockets. */
        private long[] handles() {
            long[] count = new long[2];
            for (String id : list("fd")) {
                try {
                    String target = Files.readSymbolicLink(proc.resolve("fd").resolve(id)).toString();
                    count[target.startsWith("socket:") ? 1 : 0]++;
                } catch (IOException gone) {
                    continue;
                }
            }
            return count;
        }

        private String[] list(String directory) {
            String[] names = new File(proc.toFile(), directory).list();
            return names == null ? new String[0] : names;
        }

        String last() {
            return samples.isEmpty() ? "-" : samples.get(samples.size() - 1).values().toString();
        }
    }
}
