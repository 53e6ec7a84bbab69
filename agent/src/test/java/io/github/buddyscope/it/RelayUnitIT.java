// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The relay as its systemd unit runs it, without systemd: a user of its own, the unit's capabilities and no other, its trace
 * instance made by the unit's own command, everything else read-only. It reads all that root does, and knows another user's
 * service in a pid namespace.
 */
@Tag("takes-the-host")
class RelayUnitIT {
    private static final Path UNIT = Path.of("../docs/relay/buddyscope-relay.service");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RELAY_USER = 64_099;
    private static final int SERVICE_USER = 64_001;
    private static final long CAP_SYSLOG = 1L << 34;
    private static final int TERMINATED = 128 + 15;

    private final Jdk jdk = Jdk.own();
    private final Map<String, String> unit = new HashMap<>();
    private final String name =
            "buddyscope-relay-test-" + ProcessHandle.current().pid();
    private final Path instance = Tracing.ROOT.resolve("instances").resolve(name);

    @TempDir
    Path directory;

    private final List<String> mounts = new ArrayList<>();
    private Unprivileged user;
    private Path run;
    private Path trace;
    private String restricted;

    @BeforeEach
    void onlyAsRoot() throws Exception {
        Lab.assumeItCanFail();
        user = Unprivileged.in(directory, SERVICE_USER);
        for (String line : Files.readAllLines(UNIT)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                unit.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        run = Files.createDirectory(directory.resolve("run"));
        trace = Files.createDirectory(directory.resolve("trace"));
        Files.setAttribute(run, "unix:uid", RELAY_USER);
        restricted = Lab.restrictLog();
    }

    @AfterEach
    void giveBack() throws IOException {
        if (restricted != null) {
            Lab.giveBackLog(restricted);
        }
        Files.deleteIfExists(instance);
    }

    @Test
    void readsAllAndProvesWhoAsksWithTheUnitsRightsAlone() throws Exception {
        beforeStart();
        Path socket = run.resolve("relay.sock");
        try (ForkedJvm relay = relay(socket, "--proc", "/proc")) {
            relay.awaitOut("kmsg ok, tracefs ok");
            assertThat(status(relay.pid(), "Uid:")).startsWith(RELAY_USER + "\t");
            for (String set : List.of("CapPrm:", "CapEff:", "CapBnd:")) {
                assertThat(Long.parseLong(status(relay.pid(), set), 16)).isEqualTo(CAP_SYSLOG);
            }
            try (ForkedJvm service = service(socket)) {
                service.awaitOut("ready");
                long pid = user.hostPid(service.pid());
                RelayIT.awaitRelayed(pid);
                try (RemoteMBeans mbeans = RemoteMBeans.of(pid)) {
                    assertThat(sources(mbeans))
                            .contains("Source=relay, Status=OK", "Source=relay:kmsg, Status=OK")
                            .contains("Source=relay:tracefs, Status=OK", "a relay tells instead");
                }
                assertThat(readers(relay.pid())).containsExactlyInAnyOrder("kmsg", "trace_pipe");
                assertThat(readers(pid)).isEmpty();
                try (ForkedJvm doctor = doctor()) {
                    assertThat(doctor.exitCode()).isZero();
                    assertThat(doctor.out())
                            .contains("missing  tracefs", "ok       relay: both of them")
                            .contains("ok       relay:kmsg", "ok       relay:tracefs");
                }
                assertThat(service.err()).isEmpty();
            }
            relay.terminate();
            assertThat(relay.exitCode()).isEqualTo(TERMINATED);
            assertThat(relay.err()).isEmpty();
        }
        assertThat(unit.get("SuccessExitStatus")).isEqualTo(Integer.toString(TERMINATED));
        assertThat(socket).doesNotExist();
        assertThat(Tracing.text(instance.resolve("tracing_on"))).startsWith("0");
        assertThat(Tracing.text(instance.resolve("events/enable"))).startsWith("0");
    }

    @Test
    void hiddenProcessesAreToldOfAndTheNextRelayThatSeesThemGoesOn() throws Exception {
        beforeStart();
        Path socket = run.resolve("relay.sock");
        try (ForkedJvm service = service(socket)) {
            service.awaitOut("ready");
            try (RemoteMBeans mbeans = RemoteMBeans.of(user.hostPid(service.pid()))) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
                for (boolean exempt : new boolean[] {false, true}) {
                    Path hidden = Files.createDirectory(directory.resolve("proc-" + exempt));
                    mounts.add("mount -t proc -o hidepid=2,gid=" + (exempt ? RELAY_USER : 0) + " proc " + hidden);
                    try (ForkedJvm relay = relay(socket, "--proc", hidden.toString())) {
                        relay.awaitOut("kmsg ok, tracefs ok");
                        String wanted =
                                exempt ? "Source=relay, Status=OK" : "with that id: another's, or hidden (hidepid)";
                        await().atMost(PATIENCE).until(() -> sources(mbeans), told -> told.contains(wanted));
                        assertThat(sources(mbeans).contains("untraced from ")).isEqualTo(exempt); // the second relay
                        relay.terminate();
                        assertThat(relay.exitCode()).isEqualTo(TERMINATED);
                    }
                }
                await().atMost(PATIENCE).until(() -> sources(mbeans).contains("Source=relay, Status=UNAVAILABLE"));
                assertThat(service.err().lines())
                        .as("each trouble once")
                        .doesNotHaveDuplicates()
                        .hasSizeLessThan(5);
            }
        }
    }

    /** What it has open of the kernel's log and traces. */
    private static List<String> readers(long pid) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                String name = Files.isSymbolicLink(file) ? nameOf(file) : "";
                if (name.equals("kmsg") || name.equals("trace_pipe")) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static String nameOf(Path link) {
        try {
            return String.valueOf(Files.readSymbolicLink(link).getFileName());
        } catch (IOException closed) {
            return "";
        }
    }

    private static String sources(RemoteMBeans mbeans) throws Exception {
        return ((Map<?, ?>) mbeans.get("Agent", "Sources")).values().toString();
    }

    /** Where it's looked for: the other tests' host keeps its /run as it is. */
    private ForkedJvm doctor() {
        String script = "mount -t tmpfs -o mode=755 none /run; mkdir -m 755 /run/buddyscope; mount --bind " + run
                + " /run/buddyscope; exec setpriv --reuid=" + SERVICE_USER + " --regid=" + SERVICE_USER
                + " --clear-groups \"$@\"";
        return ForkedJvm.of(jdk)
                .under("unshare", "--mount", "--", "/bin/sh", "-euc", script, "sh")
                .command(user.agent(), "doctor");
    }

    private ForkedJvm service(Path socket) {
        return ForkedJvm.of(jdk)
                .under(user.inNamespace().toArray(new String[0]))
                .classPath(user.classes())
                .agent(user.agent(), "relay=" + socket)
                .run(Obedient.class);
    }

    /** The unit's own command. */
    private void beforeStart() throws Exception {
        String command = unit.get("ExecStartPre")
                .replaceFirst("^\\+-/bin/sh -c '(.*)'$", "$1")
                .replace("buddyscope:buddyscope", RELAY_USER + ":" + RELAY_USER)
                .replace("buddyscope-relay", name);
        Process made = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
        assertThat(made.waitFor()).as(command).isZero();
    }

    private ForkedJvm relay(Path socket, String... more) {
        List<String> words = List.of(unit.get("ExecStart").split(" "));
        assertThat(words).containsSubsequence("relay", "--trace-instance", "/run/buddyscope-trace");
        List<String> flags = words.subList(1, words.indexOf("-jar"));
        String bounding = capabilities(unit.get("CapabilityBoundingSet"));
        String ambient = capabilities(unit.get("AmbientCapabilities"));
        String script = String.join(
                "\n",
                "mount --bind " + directory + " " + directory,
                String.join("\n", mounts),
                "mount --bind " + instance + " " + trace,
                "mount -o remount,bind,ro /",
                "mount -o remount,bind,ro /sys",
                "umask " + unit.get("UMask"),
                "exec prlimit --nofile=" + unit.get("LimitNOFILE") + " setpriv --reuid=" + RELAY_USER + " --regid="
                        + RELAY_USER + " --clear-groups --no-new-privs --inh-caps=" + ambient + " --ambient-caps="
                        + ambient + " --bounding-set=" + bounding + " \"$@\"");
        List<String> under = new ArrayList<>(List.of("unshare", "--mount", "--net", "--ipc", "--uts", "--"));
        under.addAll(List.of("/bin/sh", "-euc", script, "sh"));
        List<String> command =
                new ArrayList<>(List.of("relay", "--socket", socket.toString(), "--trace-instance", trace.toString()));
        command.addAll(List.of(more));
        return ForkedJvm.of(jdk)
                .under(under.toArray(new String[0]))
                .flags(flags.toArray(new String[0]))
                .command(user.agent(), command.toArray(new String[0]));
    }

    /** As setpriv calls them. */
    private static String capabilities(String unitsWords) {
        StringBuilder words = new StringBuilder("-all");
        for (String one : unitsWords.split(" ")) {
            words.append(",+").append(one.substring("CAP_".length()).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    private static String status(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
