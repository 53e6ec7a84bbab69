// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Nonce;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out in which process an agent is. A thread's name can be set from within its process only (fs/proc/base.c,
 * comm_write): so the agent is asked to give a thread of its own a name that nobody could know, and then another, and the
 * relay looks for both in the host's /proc. What the agent says of itself narrows the search and proves nothing: exactly one
 * thread of exactly one process, which belongs to the user at the other end of the socket and has the numbers that the
 * agent says it has in its namespace, must have the names, one after the other.
 */
final class Proof {
    static final int STEPS = 2;

    private static final int MOST_CANDIDATES = 64;

    private final HostProc proc;
    private final UserPrincipal peer;
    private final int pid;
    private final int tid;
    private final List<HostProcess> candidates = new ArrayList<>();
    private int step;
    private String nonce = "";
    private int hostTid;
    private String failure = "";

    /**
     * @param peer who is at the other end of the socket, as the kernel says
     * @param pid the agent's process as it numbers it
     * @param tid the thread that it will name, likewise
     */
    Proof(HostProc proc, UserPrincipal peer, int pid, int tid) {
        this.proc = proc;
        this.peer = peer;
        this.pid = pid;
        this.tid = tid;
    }

    /** The name to ask for first; null where no process fits. */
    String begin() {
        for (int process : proc.processes()) {
            if (candidates.size() < MOST_CANDIDATES && peer.equals(proc.owner(process))) {
                int[] ids = proc.ids(process);
                for (int level = 0; level < ids.length; level++) {
                    if (ids[level] == pid) {
                        candidates.add(new HostProcess(process, proc.start(process), peer, level));
                        break;
                    }
                }
            }
        }
        if (candidates.isEmpty()) {
            failure = "no process of the user at the other end shows with that id: another's, or hidden (hidepid)";
            return null;
        }
        return next();
    }

    private String next() {
        step++;
        nonce = Nonce.next();
        return nonce;
    }

    /**
     * The agent says that its thread has the name.
     *
     * @return the next name to ask for; null at the end, when {@link #proven()} tells what came of it
     */
    String named(int saidStep) {
        if (saidStep != step || !failure.isEmpty()) {
            failure = "out of step";
            return null;
        }
        byte[] name = Nonce.bytes(nonce);
        boolean found = step == 1
                ? foundAnywhere(name)
                : Arrays.equals(name, proc.name(process().pid(), hostTid));
        if (!found) {
            failure = failure.isEmpty() ? "no thread has the name that was asked for" : failure;
            return null;
        }
        return step == STEPS ? null : next();
    }

    private boolean foundAnywhere(byte[] name) {
        List<HostProcess> found = new ArrayList<>();
        for (HostProcess candidate : candidates) {
            for (int thread : proc.threads(candidate.pid())) {
                if (Arrays.equals(name, proc.name(candidate.pid(), thread))) {
                    int[] ids = proc.ids(candidate.pid(), thread);
                    if (ids.length > candidate.level() && ids[candidate.level()] == tid) {
                        found.add(candidate);
                        hostTid = thread;
                    }
                }
            }
        }
        candidates.clear();
        candidates.addAll(found);
        if (found.size() > 1) {
            failure = "more than one thread has the name that was asked for";
        }
        return found.size() == 1;
    }

    private HostProcess process() {
        return candidates.get(0);
    }

    int step() {
        return step;
    }

    /** Why nothing was proven; empty where all went well so far. */
    String failure() {
        return failure;
    }

    /** The process, once all steps are done; null before and where it wasn't proven. */
    HostProcess proven() {
        boolean same = failure.isEmpty()
                && candidates.size() == 1
                && process().start() >= 0
                && process().start() == proc.start(process().pid())
                && peer.equals(proc.owner(process().pid()));
        return same ? process() : null;
    }
}
