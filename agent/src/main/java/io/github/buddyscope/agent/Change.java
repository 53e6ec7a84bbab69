// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.option.Options;
import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.entry.Attachment;
import io.github.buddyscope.entry.BuddyscopeAgent;
import io.github.buddyscope.entry.Life;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;

/**
 * A start, a change of options or a stop, on a thread that lives as long as it takes. Changes are made one after the other,
 * in the order in which they were asked for, and whoever asks doesn't wait. At most one agent is there at a time.
 *
 * <p>{@link Attachment#STATE} is set when a change is asked for and tells of the last one: a command that waits for it
 * can't take an earlier agent for its own.
 */
final class Change extends Thread {
    private static Change last;
    private static Buddyscope running;
    private static String arguments = "";

    private final boolean stop;
    private final String argument;
    private Instrumentation instrumentation;
    private Change previous;
    private Options options;

    private Change(boolean stop, String argument, Instrumentation instrumentation) {
        super(null, null, Life.THREAD, 0, false);
        this.stop = stop;
        this.argument = argument == null ? "" : argument;
        this.instrumentation = instrumentation;
        setDaemon(true);
        setContextClassLoader(null);
    }

    /** As {@link #bringIn}, but what is wrong with the options is told before this returns. */
    static void bringInBeforeMain(String argument, Instrumentation instrumentation) {
        try {
            Change change = new Change(false, argument, instrumentation);
            change.readOptions(change.argument);
            ask(change, Attachment.STARTING);
        } catch (Throwable nothingReachesTheService) {
            complain("could not start: ", nothingReachesTheService);
        }
    }

    /** Starts the agent. Where it is there already, options given now win over those given before. */
    static void bringIn(String argument, Instrumentation instrumentation) {
        try {
            ask(new Change(false, argument, instrumentation), Attachment.STARTING);
        } catch (Throwable nothingReachesTheService) {
            complain("could not start: ", nothingReachesTheService);
        }
    }

    /** Takes the agent out again; nothing happens where none is there. */
    static void takeOut() {
        try {
            ask(new Change(true, "", null), Attachment.STOPPING);
        } catch (Throwable nothingReachesTheService) {
            complain("could not stop: ", nothingReachesTheService);
        }
    }

    private static synchronized void ask(Change change, String state) {
        change.previous = last;
        change.start(); // whose thread waits at the end of its work until this has returned
        System.setProperty(Attachment.STATE, state);
        last = change;
    }

    @Override
    public void run() {
        try {
            if (previous != null) {
                previous.join();
            }
            makeOrStop();
            tellState();
        } catch (Throwable nothingReachesTheService) {
            complain(stop ? "could not stop: " : "could not start: ", nothingReachesTheService);
        } finally {
            previous = null;
            instrumentation = null;
            options = null;
        }
    }

    private void makeOrStop() {
        try {
            make();
        } catch (Throwable nothingHalfDone) {
            complain(stop ? "could not stop: " : "could not start: ", nothingHalfDone);
            stopRunning();
        }
    }

    /** Changes wait for each other: only one thread is ever here. */
    private void make() throws Exception {
        if (stop) {
            stopRunning();
        } else if (running == null || !argument.isBlank()) {
            // the argument is read from left to right, so what comes later wins
            String all = running == null ? argument : arguments + "," + argument;
            stopRunning();
            if (options == null || !all.equals(argument)) {
                readOptions(all);
            }
            running = new Buddyscope(options, instrumentation, log());
            arguments = all;
            running.start();
        }
    }

    private void readOptions(String text) {
        options = Options.of(text, System.getProperties(), System.getenv());
        AgentLog log = log();
        for (String problem : options.problems()) {
            log.warn(problem);
        }
    }

    private AgentLog log() {
        return new AgentLog(Stderr.OF_THE_PROCESS, options.logLevel());
    }

    private static void stopRunning() {
        if (running != null) {
            running.close();
            running = null;
            arguments = "";
        }
    }

    private void tellState() {
        synchronized (Change.class) {
            if (last != this) {
                return;
            }
            last = null;
            if (running == null) {
                System.clearProperty(Attachment.STATE);
                System.clearProperty(Attachment.VERSION);
            } else {
                System.setProperty(Attachment.VERSION, Version.text());
                System.setProperty(Attachment.STATE, Attachment.RUNNING);
            }
        }
    }

    private static void complain(String what, Throwable thrown) {
        String line = "buddyscope: ".concat(what).concat(BuddyscopeAgent.cause(thrown));
        try {
            Stderr.OF_THE_PROCESS.println(line);
        } catch (Throwable refused) {
            System.err.println(line);
        }
    }

    /** {@link System#err} may meanwhile be the service's logger. One stream for all time: the JDK keeps each one made. */
    private static final class Stderr {
        static final PrintStream OF_THE_PROCESS = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    }
}
