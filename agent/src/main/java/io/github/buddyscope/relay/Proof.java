// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Nonce;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;

/**
 * Finds out in which process an agent is. A thread's name can be set from within its process only (fs/proc/base.c,
 * comm_write): so the agent is asked to give a thread of its own a name that nobody could know, and then another, and the
 * relay looks for both in the host's /proc. What the agent says of itself narrows the search and proves nothing: exactly one
 * thread of exactly one process, which belongs to the user at the other end of the socket and has the numbers that the
 * agent says it has in its namespace, must have the names, one after the other.
 *
 * <p>On the relay's thread, but for what {@link ProofSearch} tells while it searches.
 */
final class Proof {
    static final int STEPS = 2;

    private final ProofSearch search;
    private final UserPrincipal peer;
    private final int pid;
    private final int tid;
    private int step;
    private String nonce = "";
    private String failure = "";
    private boolean searching;

    // the search's, and to be read when it's over
    private boolean seen;
    private int found;
    private HostProcess process;
    private int hostTid;
    private volatile boolean searched;

    /**
     * @param peer who is at the other end of the socket, as the kernel says
     * @param pid the agent's process as it numbers it
     * @param tid the thread that it will name, likewise
     */
    Proof(ProofSearch search, UserPrincipal peer, int pid, int tid) {
        this.search = search;
        this.peer = peer;
        this.pid = pid;
        this.tid = tid;
    }

    /** The name to ask for first. */
    String begin() {
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
     * @return the next name to ask for; null where it's now searched for ({@link #searching()}), and at the end, when
     *     {@link #proven()} tells what came of it
     */
    String named(int saidStep) {
        if (saidStep != step || searching || !failure.isEmpty()) {
            failure = "out of step";
            searching = false;
            return null;
        }
        if (step == 1) {
            searching = true;
            search.find(this);
            return null;
        }
        if (!Arrays.equals(Nonce.bytes(nonce), search.proc().name(process.pid(), hostTid))) {
            failure = "no thread has the name that was asked for";
        }
        return null;
    }

    /** Whether the search for the first name goes on, or is over and {@link #goOn} hasn't been called. */
    boolean searching() {
        return searching;
    }

    /** Whether the search is over. */
    boolean searched() {
        return searching && searched;
    }

    /**
     * After the search.
     *
     * @return the second name to ask for; null at the end
     */
    String goOn() {
        searching = false;
        if (!seen) {
            failure = "no process of the user at the other end shows with that id: another's, or hidden (hidepid)";
        } else if (found == 0) {
            failure = "no thread has the name that was asked for";
        } else if (found > 1) {
            failure = "more than one thread has the name that was asked for";
        }
        return failure.isEmpty() ? next() : null;
    }

    /** The name as the kernel would have it, a character for each byte. */
    String name() {
        return new String(Nonce.bytes(nonce), StandardCharsets.ISO_8859_1);
    }

    /** Whether the agent may be that user's. */
    boolean ownedBy(UserPrincipal owner) {
        return peer.equals(owner);
    }

    /** Whether it may be that user's process with those numbers. */
    boolean fits(int[] ids) {
        for (int id : ids) {
            if (id == pid) {
                seen = true;
                return true;
            }
        }
        return false;
    }

    /** That thread has the name; its numbers and its process's, the innermost namespace's last. */
    void found(HostProc proc, int hostPid, int[] ids, int thread, int[] threadIds) {
        for (int level = Math.min(ids.length, threadIds.length) - 1; level >= 0; level--) {
            if (ids[level] == pid && threadIds[level] == tid) {
                process = new HostProcess(hostPid, proc.start(hostPid), peer, level);
                hostTid = thread;
                found++;
                return;
            }
        }
    }

    /** The search is over. */
    void searchEnds() {
        searched = true;
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
                && step == STEPS
                && process.start() >= 0
                && process.start() == search.proc().start(process.pid())
                && peer.equals(search.proc().owner(process.pid()));
        return same ? process : null;
    }
}
