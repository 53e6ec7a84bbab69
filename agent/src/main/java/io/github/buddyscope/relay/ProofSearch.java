// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks for threads' names in the host's /proc, for all who wait for it at once, on a thread of its own,
 * {@code buddyscope-proof}. On a host with thousands of processes that takes a while, and whoever may connect can ask for it
 * again and again: so it rests after each pass, and costs no more than a tenth of one processor, whoever asks how often.
 */
final class ProofSearch implements Runnable, AutoCloseable {
    private static final int REST = 9; // times as long as the pass took
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final HostProc proc;
    private final Runnable over;
    private final Thread thread = new Thread(null, this, "buddyscope-proof", 0, false);
    private final List<Proof> waiting = new ArrayList<>();
    private boolean closed;

    /** @param over told after each pass */
    ProofSearch(HostProc proc, Runnable over) {
        this.proc = proc;
        this.over = over;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    HostProc proc() {
        return proc;
    }

    /** Looks for it in the next pass. */
    void find(Proof proof) {
        synchronized (waiting) {
            waiting.add(proof);
            waiting.notifyAll();
        }
    }

    /** Needn't be looked for any more. */
    void forget(Proof proof) {
        synchronized (waiting) {
            waiting.remove(proof);
        }
    }

    @Override
    public void run() {
        try {
            while (awaitOne()) {
                long begin = System.nanoTime();
                try {
                    pass();
                } catch (RuntimeException e) {
                    continue; // who waited has been told that nothing was found
                }
                long end = System.nanoTime();
                rest(end + Math.min(LONGEST_REST_NANOS, REST * (end - begin)));
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private boolean awaitOne() throws InterruptedException {
        synchronized (waiting) {
            while (!closed && waiting.isEmpty()) {
                waiting.wait();
            }
            return !closed;
        }
    }

    private void rest(long untilNanos) throws InterruptedException {
        synchronized (waiting) {
            for (long left; !closed && (left = untilNanos - System.nanoTime()) > 0; ) {
                TimeUnit.NANOSECONDS.timedWait(waiting, left);
            }
        }
    }

    /** Looks for all that wait now. */
    void pass() {
        List<Proof> proofs;
        synchronized (waiting) {
            proofs = List.copyOf(waiting);
            waiting.clear();
        }
        try {
            Map<String, Proof> names = new HashMap<>();
            for (Proof proof : proofs) {
                names.put(proof.name(), proof);
            }
            for (int pid : proc.processes()) {
                look(pid, proofs, names);
            }
        } finally {
            for (Proof proof : proofs) {
                proof.searchEnds();
            }
            over.run();
        }
    }

    private void look(int pid, List<Proof> proofs, Map<String, Proof> names) {
        UserPrincipal owner = proc.owner(pid);
        int[] ids = null;
        boolean fits = false;
        for (Proof proof : proofs) {
            if (proof.ownedBy(owner)) {
                ids = ids == null ? proc.ids(pid) : ids;
                fits |= proof.fits(ids);
            }
        }
        if (!fits) {
            return;
        }
        for (int thread : proc.threads(pid)) {
            byte[] name = proc.name(pid, thread);
            Proof proof = name == null ? null : names.get(new String(name, StandardCharsets.ISO_8859_1));
            if (proof != null && proof.ownedBy(owner)) {
                proof.found(proc, pid, ids, thread, proc.ids(pid, thread));
            }
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
    }
}
