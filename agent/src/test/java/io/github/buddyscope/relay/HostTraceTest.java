// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.MessageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a procfs made of files: thread 1009 of process 1007, which calls itself 7, and its thread 9. */
class HostTraceTest {
    @TempDir
    Path proc;

    private final Ring ring = new Ring(10, 100_000);
    private HostProcess owner;
    private TaskOwners owners;

    @BeforeEach
    void aProcess() throws IOException {
        UserPrincipal us = Files.getOwner(proc);
        owner = new HostProcess(1007, 5, us, 1);
        Path thread = Files.createDirectories(proc.resolve("1007/task/1009"));
        Files.writeString(proc.resolve("1007/stat"), "1007 (java) S" + " 0".repeat(18) + " 5 0\n");
        Files.writeString(thread.resolve("comm"), "GC Thread#0\n");
        String status = "Name:\tx\nTgid:\t1007\nPid:\t1009\nNSpid:\t1009\t9\n";
        Files.writeString(thread.resolve("status"), status);
        Files.writeString(Files.createDirectory(proc.resolve("1009")).resolve("status"), status);
        owners = new TaskOwners(new HostProc(proc));
        owners.add(owner);
    }

    private HostTrace trace(boolean showTasks) {
        return new HostTrace(ring, owners, showTasks, () -> {});
    }

    private static AllocationStall stall(TracedTask task) {
        return new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION, 9, 10, 20, 0, true, "success", -1, "GFP_TRANSHUGE", task);
    }

    private Message lineFor(HostProcess reader) throws Exception {
        byte[] line = ring.get(ring.next() - 1).lineFor(reader);
        return MessageReader.fromRelay(new String(line, StandardCharsets.US_ASCII).strip());
    }

    @Test
    void aStallIsItsOwnersByTheNameThatProcGives() throws Exception {
        trace(false).stall(stall(new TracedTask("as traced", 1009, 1)));

        assertThat(lineFor(owner))
                .isEqualTo(new Message.Stalled(0, "GC Thread#0", stall(new TracedTask("GC Thread#0", 9, 1))));
        assertThat(lineFor(null)).isEqualTo(new Message.Stalled(0, null, stall(new TracedTask("(withheld)", -1, 1))));
    }

    @Test
    void anothersStallIsNobodys() throws Exception {
        trace(false).stall(stall(new TracedTask("stranger", 4_711, 1)));

        assertThat(lineFor(owner)).isEqualTo(new Message.Stalled(0, null, stall(new TracedTask("(withheld)", -1, 1))));
    }

    @Test
    void aFailureInAnInterruptIsNotTheInterruptedTasks() throws Exception {
        trace(false)
                .failure(new AllocationFailure(
                        5, 2, "GFP_ATOMIC", 0, new TracedTask("java", 1009, 1), true, List.of(), 0));

        assertThat(((Message.Attempt) lineFor(owner)).thread()).isNull();
        assertThat(((Message.Attempt) lineFor(owner)).failure().task().tid()).isEqualTo(-1);
    }

    @Test
    void whereTheRelayShowsTasksAllAreShownAsTraced() throws Exception {
        trace(true).stall(stall(new TracedTask("stranger", 4_711, 1)));

        assertThat(lineFor(null)).isEqualTo(new Message.Stalled(0, null, stall(new TracedTask("stranger", 4_711, 1))));
    }
}
