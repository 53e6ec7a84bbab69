// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread on which everything of the agent's happens that isn't a blocking read. A daemon, so the service exits
 * when it wants to. What a task throws is counted and kept from the next ones.
 */
public final class AgentThread {
    static final String NAME = "buddyscope";
    private static final long LONGEST_GOODBYE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor;
    private final AtomicLong failures = new AtomicLong();
    private final AgentLog log;
    private volatile Thread thread;

    /** @param log told of what a task threw, once */
    public AgentThread(AgentLog log) {
        this.log = log;
        executor = new ScheduledThreadPoolExecutor(1, this::newThread, new DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        boolean inheritThreadLocals = false;
        Thread created = new Thread(null, work, NAME, 0, inheritThreadLocals);
        created.setDaemon(true);
        created.setContextClassLoader(null);
        thread = created;
        return created;
    }

    /** Runs soon; silently not at all once stopped. */
    public void run(Runnable task) {
        executor.execute(guarded(task));
    }

    /** Runs and waits for the end. */
    public void runAndWait(Runnable task) throws ExecutionException, InterruptedException {
        executor.submit(task).get();
    }

    /** Runs a period from now and then again and again; {@code periodNanos} from start to start. */
    public void every(long periodNanos, Runnable task) {
        executor.scheduleAtFixedRate(guarded(task), periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    /** The same task, with what it throws counted and kept from the thread. */
    public Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (NoClassDefFoundError missed) {
                failures.getAndIncrement();
                log.unloadable(missed);
            } catch (Throwable nothingStopsTheOthers) {
                if (failures.getAndIncrement() == 0) {
                    log.warn(cause(nothingStopsTheOthers));
                }
            }
        };
    }

    /** What to tell of something thrown. Without lambdas or string templates: it's said of premain too. */
    public static String cause(Throwable thrown) {
        if (thrown instanceof SecurityException) {
            return thrown.toString().concat("; to get it: grant java.security.AllPermission to buddyscope.jar");
        }
        if (thrown instanceof NoClassDefFoundError) {
            return thrown.toString().concat("; if buddyscope.jar was replaced under this JVM: detach, or restart it");
        }
        return "internal error, please report it: "
                .concat(thrown.toString())
                .concat(" at ")
                .concat(where(thrown));
    }

    private static String where(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? "an unknown place" : stack[0].toString();
    }

    /** How often a task has thrown. */
    public long failures() {
        return failures.get();
    }

    /** Runs {@code last} after what is running now, then ends the thread and waits for its end. */
    public void stop(Runnable last) {
        if (Thread.currentThread() == thread) {
            guarded(last).run();
            executor.shutdownNow();
            return;
        }
        try {
            executor.execute(guarded(last));
            executor.shutdown();
            executor.awaitTermination(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
            Thread ending = thread;
            if (ending != null) {
                ending.join(TimeUnit.SECONDS.toMillis(LONGEST_GOODBYE_SECONDS));
            }
        } catch (RejectedExecutionException alreadyStopped) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
