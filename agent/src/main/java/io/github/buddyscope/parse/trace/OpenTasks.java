// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

/** The tasks seen lately, a limited number: where there's no room, the one that was silent longest goes. */
final class OpenTasks {
    private static final int PLACES = 1024; // a power of two
    private static final int NEIGHBOURS = 8;

    private final OpenTask[] tasks = new OpenTask[PLACES];
    private long pushedOut;

    OpenTask of(int tid, long micros) {
        int home = (tid * 0x9E3779B9 >>> 16) & PLACES - 1;
        int oldest = -1;
        for (int i = 0; i < NEIGHBOURS; i++) {
            int place = home + i & PLACES - 1;
            OpenTask there = tasks[place];
            if (there == null) {
                tasks[place] = there = new OpenTask();
                there.clear(tid);
            }
            if (there.tid == tid) {
                there.lastMicros = micros;
                return there;
            }
            if (oldest < 0 || there.lastMicros < tasks[oldest].lastMicros) {
                oldest = place;
            }
        }
        OpenTask taken = tasks[oldest];
        pushedOut += taken.depth;
        taken.clear(tid);
        taken.lastMicros = micros;
        return taken;
    }

    /** Forgets what all tasks are in the middle of and returns how many stalls were open. */
    int clear() {
        int open = 0;
        for (OpenTask task : tasks) {
            if (task != null) {
                open += task.depth;
                task.clear(task.tid);
            }
        }
        return open;
    }

    /** Open stalls of tasks that had to go. */
    long pushedOut() {
        return pushedOut;
    }
}
