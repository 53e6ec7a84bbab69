// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The script that makes this host's kernel fail a real allocation. */
final class Lab {
    private static final Path SCRIPT = Path.of("../sample-app/lab/real-failure.sh");
    private static final Path STARVED = Path.of("../sample-app/lab/starved.sh");
    private static final Path LOG_RESTRICTED = Path.of("/proc/sys/kernel/dmesg_restrict");
    private static final int CANNOT = 77;

    private Lab() {}

    /** Skips the test where this host can't. */
    static void assumeItCanFail() {
        Assumptions.assumeTrue(Files.exists(SCRIPT), "no " + SCRIPT);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "a real failure needs root");
        Assumptions.assumeTrue(Files.exists(Path.of("/sys/kernel/tracing")), "a real failure needs tracefs");
    }

    /** Skips the test where this host can't be starved of large blocks, or nobody could see what that does. */
    static void assumeItCanStarve() {
        Assumptions.assumeTrue(Files.exists(STARVED), "no " + STARVED);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to starve the host needs root");
        Assumptions.assumeTrue(Files.isDirectory(Tracing.ROOT.resolve("instances")), "no tracefs with instances");
        Assumptions.assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage")), "no huge pages");
    }

    /** The begin of a command line that runs the rest on a host short of large blocks and traces it all. */
    static String[] starved(Path trace) {
        return new String[] {"bash", STARVED.toString(), "--leave", "900", "--trace", trace.toString(), "--"};
    }

    /**
     * Makes the kernel fail and say so. It prints one report in ten seconds at most (mm/page_alloc.c, nopage_rs), so this
     * may take several tries.
     */
    static void fail(int order) {
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    int exit = run(order);
                    Assumptions.assumeTrue(exit != CANNOT, "this machine's kernel can't be made to fail");
                    return exit == 0;
                });
    }

    /** Makes it fail several times in a row, printed or not. */
    static void burst(int order, int times) {
        int exit = run(order, Integer.toString(times));
        Assumptions.assumeTrue(exit != CANNOT, "this machine's kernel can't be made to fail");
    }

    /** Keeps the kernel's log from everyone without CAP_SYSLOG; what to give back. */
    static String restrictLog() throws IOException {
        String before = Files.readString(LOG_RESTRICTED);
        Files.writeString(LOG_RESTRICTED, "1\n");
        return before;
    }

    static void giveBackLog(String before) throws IOException {
        Files.writeString(LOG_RESTRICTED, before);
    }

    /** The kernel's log as root sees it. */
    static List<String> log() throws IOException {
        Process dmesg = new ProcessBuilder("dmesg").redirectErrorStream(true).start();
        try (Stream<String> lines = dmesg.inputReader().lines()) {
            return lines.toList();
        }
    }

    private static int run(int order, String... times) {
        try {
            List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), Integer.toString(order)));
            command.addAll(List.of(times));
            Process script = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!script.waitFor(60, TimeUnit.SECONDS)) {
                script.destroy();
            }
            return script.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
