// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Obedient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code watch PID} by root of a JVM that has another user, and of one that has mounts of its own as well. */
@ParameterizedClass
@MethodSource("jdks")
class WatchElsewhereIT {
    /** Nobody: without a name in the list of users a JVM keeps no counters that others may read. */
    private static final int USER = 65_534;

    /** The first argument is what to mount at /tmp, the second what is to be seen at /mnt. */
    private static final String CONTAINER =
            "mount --bind \"$2\" /mnt && mount -t tmpfs -o \"$1\" tmpfs /tmp || exit 99;"
                    + " shift 2; exec setpriv --reuid=" + USER + " --regid=" + USER + " --clear-groups \"$@\"";

    private final Jdk jdk;

    @TempDir
    Path directory;

    WatchElsewhereIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    private Unprivileged user;

    private ForkedJvm inContainer(String tmp) throws Exception {
        user = Unprivileged.in(directory, USER);
        assumeTrue(Files.isDirectory(Path.of("/mnt")), "no /mnt to mount at");
        Path seen = Path.of("/mnt");
        return ForkedJvm.of(jdk)
                .under(Unprivileged.container(CONTAINER, tmp, directory.toString()))
                .classPath(seen.resolve(user.classes().getFileName()))
                .agent(seen.resolve(user.agent().getFileName()), "period=100ms,log=off")
                .run(Obedient.class)
                .awaitOut("ready");
    }

    private ForkedJvm watch(long pid) {
        return ForkedJvm.of(jdk).command("watch", Long.toString(pid), "--period=100ms", "--kernel=none", "--trace=off");
    }

    @Test
    void anotherUsersAgentIsAskedWhereTheMountsAreOurs() throws Exception {
        user = Unprivileged.in(directory, USER);
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .under("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups")
                .classPath(user.classes())
                .agent(user.agent(), "period=100ms,log=off")
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            long pid = jvm.pid();
            try (ForkedJvm watch = watch(pid).awaitOut("agent=0")) {
                assertThat(watch.out()).contains("pid=" + pid).doesNotContain("lack=");
            }
            assertThat(NetworkSockets.of(pid)).isEmpty();
            assertThat(meetings(Path.of("/tmp"), pid)).isEmpty();
        }
    }

    @Test
    void oneWithMountsOfItsOwnTellsByItsCountersAndNothingIsMadeThere() throws Exception {
        try (ForkedJvm jvm = inContainer("mode=1777")) {
            AgentLifeIT.awaitRunning(jvm);
            long pid = user.hostPid(jvm.pid());
            try (ForkedJvm watch = watch(pid).awaitOut("lack=")) {
                assertThat(watch.out())
                        .contains(
                                "pid=" + pid, "its agent can't be asked: it has mounts of its own", "in that container")
                        .containsPattern("heap=\\d")
                        .doesNotContain("agent=0", "problem=\"its agent");
            }
            assertThat(Files.list(Path.of("/proc/" + pid + "/root/tmp"))
                            .filter(file -> file.getFileName().toString().startsWith(".b")))
                    .isEmpty();
        }
    }

    @Test
    void whereThereAreNoCountersEitherBothAreSaid() throws Exception {
        try (ForkedJvm jvm = inContainer("ro")) {
            AgentLifeIT.awaitRunning(jvm);
            try (ForkedJvm watch = watch(user.hostPid(jvm.pid())).awaitOut("problem=\"its agent can't be asked: ")) {
                assertThat(watch.out()).contains("it has mounts of its own", "no counters");
            }
        }
    }

    private static Stream<Path> meetings(Path tmp, long pid) throws Exception {
        return Files.list(tmp).filter(file -> file.getFileName().toString().startsWith(".buddyscope_" + pid + "_"));
    }
}
