// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.wire.Nonce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a procfs made of files: the agent is process 7 of its namespace, process 1007 of the host, its thread 9 and 1009. */
class ProofTest {
    @TempDir
    Path proc;

    private UserPrincipal us;
    private ProofSearch search;

    @BeforeEach
    void aProcess() throws IOException {
        search = new ProofSearch(new HostProc(proc), () -> {});
        process(1007, 7, 500);
        thread(1007, 1007, 7, "java");
        thread(1007, 1009, 9, "buddyscope-rela");
        us = Files.getOwner(proc);
    }

    private void process(int pid, int inside, long start) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        status(directory, pid, inside);
        start(pid, start);
    }

    private void start(int pid, long start) throws IOException {
        Files.writeString(proc.resolve(pid + "/stat"), pid + " (a ) b) S" + " 0".repeat(18) + " " + start + " 0 0\n");
    }

    private static void status(Path directory, int pid, int inside) throws IOException {
        Files.writeString(
                directory.resolve("status"), "Name:\tjava\nPid:\t" + pid + "\nNSpid:\t" + pid + "\t" + inside + "\n");
    }

    private void thread(int pid, int tid, int inside, String name) throws IOException {
        Path directory = Files.createDirectories(proc.resolve(pid + "/task/" + tid));
        status(directory, tid, inside);
        Files.writeString(directory.resolve("comm"), name + "\n");
    }

    private void name(int pid, int tid, String nonce) throws IOException {
        byte[] name = Nonce.bytes(nonce);
        byte[] line = java.util.Arrays.copyOf(name, name.length + 1);
        line[name.length] = '\n';
        Files.write(proc.resolve(pid + "/task/" + tid + "/comm"), line);
    }

    private Proof proof(UserPrincipal peer, int pid, int tid) {
        return new Proof(search, peer, pid, tid);
    }

    /** The agent has the first name, and it's searched for. */
    private String named(Proof proof) {
        assertThat(proof.named(1)).isNull();
        assertThat(proof.searched()).isFalse();
        search.pass();
        assertThat(proof.searched()).isTrue();
        return proof.goOn();
    }

    @Test
    void whoNamesHisThreadTwiceAsAskedIsKnown() throws IOException {
        Proof proof = proof(us, 7, 9);
        String first = proof.begin();
        name(1007, 1009, first);
        String second = named(proof);
        assertThat(second).isNotEqualTo(first);
        name(1007, 1009, second);

        assertThat(proof.named(2)).isNull();
        assertThat(proof.proven()).isEqualTo(new HostProcess(1007, 500, us, 1));
    }

    @Test
    void theFirstNameAloneProvesNothing() throws IOException {
        Proof proof = proof(us, 7, 9);
        name(1007, 1009, proof.begin());
        named(proof);

        assertThat(proof.named(2)).isNull();
        assertThat(proof.proven()).isNull();
        assertThat(proof.failure()).contains("no thread");
    }

    @Test
    void theSecondNameMustBeOnTheSameThread() throws IOException {
        thread(1007, 1010, 10, "x");
        Proof proof = proof(us, 7, 9);
        name(1007, 1009, proof.begin());
        name(1007, 1010, named(proof));
        proof.named(2);

        assertThat(proof.proven()).isNull();
    }

    @Test
    void anotherThreadThanTheOneAnnouncedProvesNothing() throws IOException {
        thread(1007, 1010, 10, "x");
        Proof proof = proof(us, 7, 9);
        name(1007, 1010, proof.begin());

        assertThat(named(proof)).isNull();
        assertThat(proof.proven()).isNull();
    }

    @Test
    void anotherUsersProcessIsNoneOfHis() throws IOException {
        Proof proof = proof(() -> "somebody else", 7, 9);
        name(1007, 1009, proof.begin());

        assertThat(named(proof)).isNull();
        assertThat(proof.proven()).isNull();
        assertThat(proof.failure()).contains("no process of the user");
    }

    @Test
    void oneOfTwoProcessesThatHaveTheSameIdInTheirNamespacesIsToldByTheName() throws IOException {
        process(2007, 7, 900);
        thread(2007, 2009, 9, "buddyscope-rela");
        Proof proof = proof(us, 7, 9);
        name(2007, 2009, proof.begin());
        name(2007, 2009, named(proof));
        proof.named(2);

        assertThat(proof.proven().pid()).isEqualTo(2007);
    }

    @Test
    void aNameThatTwoHaveProvesNothing() throws IOException {
        process(2007, 7, 900);
        thread(2007, 2009, 9, "x");
        Proof proof = proof(us, 7, 9);
        String name = proof.begin();
        name(1007, 1009, name);
        name(2007, 2009, name);

        assertThat(named(proof)).isNull();
        assertThat(proof.failure()).contains("more than one");
        assertThat(proof.proven()).isNull();
    }

    @Test
    void anIdThatWasGivenAgainMeanwhileProvesNothing() throws IOException {
        Proof proof = proof(us, 7, 9);
        name(1007, 1009, proof.begin());
        name(1007, 1009, named(proof));
        start(1007, 501);
        proof.named(2);

        assertThat(proof.proven()).isNull();
    }

    @Test
    void oneSearchIsForAllWhoWaitForItHoweverManyHaveTheSameIds() throws IOException {
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            process(2000 + i, 7, 900);
            thread(2000 + i, 3000 + i, 9, "buddyscope-rela");
            Proof proof = proof(us, 7, 9);
            name(2000 + i, 3000 + i, proof.begin());
            proof.named(1);
            proofs.add(proof);
        }
        search.pass();
        for (int i = 0; i < 100; i++) {
            name(2000 + i, 3000 + i, proofs.get(i).goOn());
            proofs.get(i).named(2);
            assertThat(proofs.get(i).proven().pid()).isEqualTo(2000 + i);
        }
    }

    @Test
    void aProcessMayHaveTheSameIdInTwoNamespaces() throws IOException {
        process(7, 7, 900);
        thread(7, 12, 9, "x");
        Proof proof = proof(us, 7, 9);
        name(7, 12, proof.begin());
        name(7, 12, named(proof));
        proof.named(2);

        assertThat(proof.proven()).isEqualTo(new HostProcess(7, 900, us, 1));
    }

    @Test
    void whoSaysItTwiceWhileItIsSearchedProvesNothing() throws IOException {
        Proof proof = proof(us, 7, 9);
        name(1007, 1009, proof.begin());
        proof.named(1);

        assertThat(proof.named(1)).isNull();
        assertThat(proof.searching()).isFalse();
        assertThat(proof.failure()).isEqualTo("out of step");
        search.pass();
        assertThat(proof.proven()).isNull();
    }

    @Test
    void stepsOutOfOrderProveNothing() throws IOException {
        Proof proof = proof(us, 7, 9);
        name(1007, 1009, proof.begin());

        assertThat(proof.named(2)).isNull();
        assertThat(proof.named(1)).isNull();
        assertThat(proof.proven()).isNull();
        assertThat(proof.failure()).isNotEmpty();
    }

    @Test
    void aTasksOwnerIsTheProcessThatProvedItself() throws IOException {
        Files.writeString(proc.resolve("1007/task/1009/comm"), "worker\n");
        Path shortcut = Files.createDirectory(proc.resolve("1009")); // not listed by the kernel, but there
        Files.writeString(shortcut.resolve("status"), "Name:\tx\nTgid:\t1007\nPid:\t1009\n");
        HostProcess process = new HostProcess(1007, 500, us, 1);
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        assertThat(owners.of(1009, 0)).isNull();

        owners.add(process);
        assertThat(owners.of(1009, 0)).isEqualTo(new TaskOwners.Owned(process, 9, "worker"));

        owners.remove(process);
        assertThat(owners.of(1009, 0)).isNull();
    }

    @Test
    void aThreadThatIsBeingProvenIsToldByTheNameThatItHasOtherwise() throws IOException {
        name(1007, 1009, Nonce.next());
        Path shortcut = Files.createDirectory(proc.resolve("1009"));
        Files.writeString(shortcut.resolve("status"), "Name:\tx\nTgid:\t1007\nPid:\t1009\n");
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        owners.add(new HostProcess(1007, 500, us, 1));

        assertThat(owners.of(1009, 0).name()).isEqualTo("buddyscope-rela");
    }

    @Test
    void anotherProcessOfTheSameIdInheritsNothing() throws IOException {
        Path shortcut = Files.createDirectory(proc.resolve("1009"));
        Files.writeString(shortcut.resolve("status"), "Name:\tx\nTgid:\t1007\nPid:\t1009\n");
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        owners.add(new HostProcess(1007, 499, us, 1));

        assertThat(owners.of(1009, 0)).isNull();
    }

    @Test
    void aProcessHasRoomForAFewConnections() {
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        HostProcess process = new HostProcess(1007, 500, us, 1);
        for (int i = 0; i < ClientLimits.MOST_OF_ONE_PROCESS; i++) {
            assertThat(owners.add(process)).isTrue();
        }
        assertThat(owners.add(process)).isFalse();

        owners.remove(process);
        assertThat(owners.add(process)).isTrue();
    }

    @Test
    void aReportIsNotTheFormerOwnersWhereTheIdIsAnothersByNow() throws IOException {
        Files.writeString(proc.resolve("1007/task/1009/comm"), "worker\n");
        Path status = Files.createDirectory(proc.resolve("1009")).resolve("status");
        Files.writeString(status, "Name:\tx\nTgid:\t1007\nPid:\t1009\n");
        TaskOwners owners = new TaskOwners(new HostProc(proc));
        owners.add(new HostProcess(1007, 500, us, 1));
        TaskOwners.Owned worker = owners.ofReported(1009, 0);
        assertThat(worker.name()).isEqualTo("worker");

        Files.delete(status);
        assertThat(owners.ofReported(1009, 1)).isEqualTo(worker); // it has ended since
        Files.writeString(status, "Name:\tworker\nTgid:\t4242\nPid:\t1009\n");
        assertThat(owners.ofReported(1009, 2)).isNull();
    }
}
