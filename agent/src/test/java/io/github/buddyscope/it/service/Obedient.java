// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * A service that does what it's told on standard input, a word and perhaps a number a line, and answers each with a line.
 * It ends when main returns, at the end of the input.
 */
public final class Obedient {
    private static final String HOOK = "java.nio.BuddyscopeReservations";
    private static ByteBuffer kept;

    private Obedient() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String line; (line = in.readLine()) != null; ) {
            String[] words = line.split(" ");
            System.out.println(words[0] + ": " + obey(words[0], words.length > 1 ? Integer.parseInt(words[1]) : 0));
        }
    }

    private static Object obey(String word, int number) throws Exception {
        switch (word) {
            case "direct":
                kept = ByteBuffer.allocateDirect(number);
                return kept.capacity();
            case "arena":
                return arena(number);
            case "gc":
                kept = null;
                System.gc();
                return "collected";
            case "threads":
                return Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("buddyscope"))
                        .sorted()
                        .toList();
            case "logmanager":
                return java.util.logging.LogManager.getLogManager().getClass().getSimpleName();
            case "ownlogmanager":
                System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
                return java.util.logging.LogManager.getLogManager().getClass().getSimpleName();
            case "mbeans":
                return java.lang.management.ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new javax.management.ObjectName("buddyscope:*"), null)
                        .size();
            case "sources":
                return sources();
            case "told":
                return told();
            case "confined":
                return confined();
            case "agent":
                return System.getProperty("io.github.buddyscope.state") + " mbeans="
                        + !obey("mbeans", 0).equals(0) + " types="
                        + !obey("eventtypes", 0).equals(0L) + " hooked=" + hooked();
            case "eventtypes":
                return jdk.jfr.FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .filter(type -> type.getName().startsWith("buddyscope."))
                        .count();
            case "property":
                return System.getProperty("io.github.buddyscope.state");
            case "descriptors":
                return descriptors();
            case "allthreads":
                return Thread.getAllStackTraces().size();
            case "counted":
                return counted(number);
            case "virtual":
                return virtual(number);
            case "retransform":
                return OtherAgent.retransform();
            case "manyvirtual":
                return manyVirtual(number);
            case "fillheap":
                return Exhausting.heap(number);
            case "loadfull":
                return Exhausting.loading();
            case "fillclasses":
                return Exhausting.classes(number);
            case "deep":
                return deep(number);
            case "toomuch":
                return tooMuch(number);
            case "get":
                return get(number);
            case "opened":
                return Object.class.getModule().isOpen("java.nio", Obedient.class.getModule());
            case "hooked":
                return hooked();
            default:
                return "what?";
        }
    }

    /** Asks the exporter of this machine at that port. */
    private static Object get(int port) throws Exception {
        URL url = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
        return ((HttpURLConnection) url.openConnection()).getResponseCode();
    }

    /** Each of the agent's with its state. */
    private static Object sources() throws Exception {
        var agent = new javax.management.ObjectName("buddyscope:type=Agent");
        var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        if (!server.isRegistered(agent)) {
            return "none";
        }
        TreeSet<String> all = new TreeSet<>();
        for (Object row : ((javax.management.openmbean.TabularData) server.getAttribute(agent, "Sources")).values()) {
            var source = (javax.management.openmbean.CompositeData) row;
            all.add(source.get("Source") + "=" + source.get("Status") + " " + source.get("Detail"));
        }
        return all;
    }

    /** Verdicts so far, then of the last failure its time, how far that may be off, and whether it was live. */
    private static Object told() throws Exception {
        var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        var failures = new javax.management.ObjectName("buddyscope:type=KernelFailures");
        var correlation = new javax.management.ObjectName("buddyscope:type=Correlation");
        if (!server.isRegistered(correlation)) {
            return "0 0 0 false";
        }
        var last = (javax.management.openmbean.CompositeData) server.getAttribute(failures, "Last");
        return server.getAttribute(correlation, "Total")
                + (last == null
                        ? " 0 0 false"
                        : " " + ((java.util.Date) last.get("Time")).getTime() + " " + last.get("ErrorMillis") + " "
                                + last.get("Live"));
    }

    /** What this process may not do. */
    private static Object confined() throws Exception {
        StringBuilder answer = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            String[] words = line.split(":\\s+");
            if (List.of("NoNewPrivs", "Seccomp", "CapEff", "CapBnd").contains(words[0])) {
                answer.insert(0, words[0] + " " + words[1] + ", ");
            }
        }
        boolean written = true;
        try {
            Files.delete(Files.createTempFile("written", ""));
        } catch (java.io.IOException refused) {
            written = false;
        }
        return answer + "others "
                + ProcessHandle.allProcesses()
                        .filter(p -> !p.equals(ProcessHandle.current()))
                        .count() + ", written " + written;
    }

    private static Object descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(Obedient::target).sorted().toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().replaceAll("\\d+", "N");
        } catch (java.io.IOException closed) {
            return "";
        }
    }

    /** Allocates from eight threads at once, {@code each} times a thread. */
    private static Object counted(int each) throws Exception {
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    ByteBuffer.allocateDirect(16);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return each * threads.length;
    }

    /** Allocates on a hundred virtual threads, which 17 doesn't have. */
    private static Object virtual(int bytes) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        Thread[] threads = new Thread[100];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = (Thread) start.invoke(null, (Runnable) () -> ByteBuffer.allocateDirect(bytes));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return threads.length;
    }

    /** Allocates 16 bytes on each of so many virtual threads, which 17 doesn't have; they all wait for each other first. */
    private static Object manyVirtual(int number) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        CountDownLatch all = new CountDownLatch(number);
        Thread[] threads = new Thread[number];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = (Thread) start.invoke(null, (Runnable) () -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    return;
                }
                ByteBuffer.allocateDirect(16);
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return number;
    }

    /** Runs out of stack within direct allocations at every depth there is; says what came of it. */
    private static Object deep(int bytes) throws Exception {
        TreeSet<String> thrown = new TreeSet<>();
        Thread diver = new Thread(
                null,
                () -> {
                    int overflows = 0;
                    for (int depth = 0; overflows < 40; depth++) {
                        try {
                            dive(depth, bytes);
                        } catch (Throwable e) {
                            thrown.add(e.getClass().getSimpleName());
                            overflows++;
                        }
                    }
                },
                "diver",
                256 << 10);
        diver.start();
        diver.join();
        return thrown;
    }

    private static void dive(int left, int bytes) {
        if (left > 0) {
            dive(left - 1, bytes);
        } else {
            ByteBuffer.allocateDirect(bytes);
        }
    }

    /** Allocates until there is no more. */
    private static Object tooMuch(int bytes) {
        List<ByteBuffer> all = new ArrayList<>();
        try {
            while (true) {
                all.add(ByteBuffer.allocateDirect(bytes));
            }
        } catch (Throwable e) {
            return all.size() + " and then " + e;
        }
    }

    /** Whether the JDK's reservation point calls the hook: listens to it for one allocation. */
    private static Object hooked() throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        LongConsumer listener = bytes -> seen.compareAndSet(false, bytes == 4321); // others may allocate meanwhile
        var field = Class.forName(HOOK).getField("onReserve");
        Object before = field.get(null);
        field.set(null, listener);
        kept = ByteBuffer.allocateDirect(4321);
        field.set(null, before);
        return seen + " told=" + (before != null);
    }

    /** {@code Arena.ofAuto().allocate(number)}, which 17 doesn't have. */
    private static Object arena(int number) throws Exception {
        Class<?> type = Class.forName("java.lang.foreign.Arena");
        Object arena = type.getMethod("ofAuto").invoke(null);
        Method allocate = type.getMethod("allocate", long.class);
        allocate.invoke(arena, (long) number);
        return number;
    }
}
