// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Obedient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service in a container that was hardened as far as it goes: no root and no capability, none to be had, all file systems
 * read-only (so no temporary files either), a procfs that shows nobody else's processes, and the system calls that
 * Docker's default profile refuses refused.
 */
@ParameterizedClass
@MethodSource("jdks")
class HardenedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int USER = 65_533;

    private static final String CONTAINER = "mount -o remount,hidepid=2 /proc && mount -o remount,ro,bind / || exit 99;"
            + " exec 3<\"$1\"; shift; exec bwrap --dev-bind / / --cap-add ALL --seccomp 3"
            + " setpriv --reuid=" + USER + " --regid=" + USER
            + " --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \"$@\"";

    /** Of x86-64, what moby's profiles/seccomp/default.json has only for capabilities, or not at all. */
    private static final int[] REFUSED = {
        101, 103, 153, 155, 161, 163, 164, 165, 166, 167, 168, 169, 172, 173, 175, 176, 179, 212, 227, 237, 238, 239,
        246, 248, 249, 250, 272, 279, 298, 300, 303, 304, 305, 308, 310, 311, 312, 313, 321, 323, 425, 426, 427
    };

    private static final int CLONE3 = 435;

    private final Jdk jdk;

    @TempDir
    Path directory;

    HardenedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void worksWhereItMayDoNothingAndSaysInOneLineWhatThatCosts() throws Exception {
        assumeTrue(
                "amd64".equals(System.getProperty("os.arch")), "the filter has the numbers of x86-64's system calls");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "no bwrap (bubblewrap), which loads the filter");
        Unprivileged user = Unprivileged.in(directory, USER);
        Path filter = Files.write(directory.resolve("filter"), filter());
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .under(Unprivileged.container(CONTAINER, filter.toString()))
                .classPath(user.classes())
                .agent(user.agent(), "period=100ms")
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.say("confined")
                    .awaitOut("confined: Seccomp 2, NoNewPrivs 1, CapBnd 0000000000000000, CapEff"
                            + " 0000000000000000, others 0, written false");
            await().atMost(PATIENCE).untilAsserted(() -> {
                jvm.forgetOut().say("sources").awaitOut("sources: ").awaitOut("\n");
                assertThat(jvm.out())
                        .contains("buddyinfo=OK", "zoneinfo=OK", "vmstat=OK", "gc=OK", "direct=OK", "jmx=OK")
                        .contains("kmsg=UNAVAILABLE", "tracefs=UNAVAILABLE");
            });
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("buddyscope: warning: kmsg: ")
                    .contains("; to get it: ");
        }
    }

    /** A program for the kernel's seccomp(2): EPERM for those above, ENOSYS for clone3, all others allowed. */
    private static byte[] filter() {
        int instructions = 1 + REFUSED.length + 1 + 3;
        ByteBuffer program = ByteBuffer.allocate(8 * instructions).order(ByteOrder.nativeOrder());
        instruction(program, 0x20, 0, 0); // load the number of the call
        for (int i = 0; i < REFUSED.length; i++) {
            instruction(program, 0x15, REFUSED.length - i + 1, REFUSED[i]); // equal: to EPERM
        }
        instruction(program, 0x15, 2, CLONE3); // equal: to ENOSYS
        instruction(program, 0x06, 0, 0x7fff_0000); // allow
        instruction(program, 0x06, 0, 0x0005_0001); // EPERM
        instruction(program, 0x06, 0, 0x0005_0026); // ENOSYS
        return program.array();
    }

    private static void instruction(ByteBuffer program, int code, int ifTrue, int value) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) 0).putInt(value);
    }
}
