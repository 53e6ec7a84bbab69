// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.wire.Nonce;
import io.github.buddyscope.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Whose a task is, among the processes that have proven themselves. Asked thousands of times a second, so an answer is kept
 * for a while; a thread's is kept after its end, since what it did is read a moment later.
 *
 * <p>What an owner is told of the task is what /proc says of his own thread, never what the kernel printed: where an id has
 * been given again in between he may be told of a failure as his that was another's, but not that other's name.
 */
final class TaskOwners {
    /**
     * @param tid in the owner's own numbering
     * @param name as /proc has it
     */
    record Owned(HostProcess process, int tid, String name) {}

    private record Answer(Owned owned, long nanos) {}

    private static final int MOST = 16_384;
    private static final long OWNED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long NOBODYS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HostProc proc;
    private final Map<Integer, HostProcess> processes = new ConcurrentHashMap<>();
    private final Map<HostProcess, Integer> listeners = new HashMap<>();
    private final Map<HostProcess, Long> checked = new HashMap<>();
    private final Map<Integer, Answer> answers = new HashMap<>();

    TaskOwners(HostProc proc) {
        this.proc = proc;
    }

    /**
     * From now on its tasks are told to be its own.
     *
     * @return false where too many listen for it already
     */
    boolean add(HostProcess process) {
        synchronized (this) {
            if (listeners.getOrDefault(process, 0) >= ClientLimits.MOST_OF_ONE_PROCESS) {
                return false;
            }
            answers.clear();
            listeners.merge(process, 1, Integer::sum);
            processes.put(process.pid(), process);
            return true;
        }
    }

    /** One that listened for it has gone. */
    void remove(HostProcess process) {
        synchronized (this) {
            if (listeners.merge(process, -1, Integer::sum) <= 0) {
                answers.clear();
                listeners.remove(process);
                checked.remove(process);
                processes.remove(process.pid(), process);
            }
        }
    }

    /** Null where the task is none of those processes', or has ended before it was asked for. */
    Owned of(int tid, long nowNanos) {
        if (tid <= 0 || processes.isEmpty()) {
            return null;
        }
        synchronized (this) {
            Answer known = answers.get(tid);
            if (known != null && nowNanos - known.nanos < (known.owned == null ? NOBODYS_NANOS : OWNED_NANOS)) {
                return known.owned;
            }
            if (answers.size() >= MOST) {
                answers.clear();
            }
            Owned owned = look(tid, nowNanos);
            answers.put(tid, new Answer(owned, nowNanos));
            return owned;
        }
    }

    /**
     * Likewise of a task that a failure's report names: the report tells its owner more than a trace does, so an id that
     * another task has by now is nobody's.
     */
    Owned ofReported(int tid, long nowNanos) {
        if (tid > 0 && !processes.isEmpty() && proc.processOf(tid) > 0) {
            synchronized (this) {
                answers.remove(tid);
            }
        }
        return of(tid, nowNanos);
    }

    private Owned look(int tid, long now) {
        HostProcess process = processes.get(proc.processOf(tid));
        if (process == null || !stillThere(process, now)) {
            return null;
        }
        int[] ids = proc.ids(process.pid(), tid);
        byte[] name = proc.name(process.pid(), tid);
        return name == null || ids.length <= process.level()
                ? null
                : new Owned(process, ids[process.level()], text(name));
    }

    /** An agent's thread that is being asked to prove itself has another name for that while. */
    private static String text(byte[] name) {
        return Nonce.is(name)
                ? Protocol.THREAD.substring(0, Nonce.BYTES)
                : SafeText.line(new String(name, StandardCharsets.UTF_8));
    }

    /** The same process still, of the same user: it may have ended, or have become another by a set-user-id program. */
    private boolean stillThere(HostProcess process, long now) {
        Long last = checked.get(process);
        if (last != null && now - last < CHECK_NANOS) {
            return true;
        }
        boolean there =
                proc.start(process.pid()) == process.start() && process.owner().equals(proc.owner(process.pid()));
        if (there) {
            checked.put(process, now);
        } else {
            processes.remove(process.pid(), process);
        }
        return there;
    }
}
