// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;

/**
 * Where the JVM comes in: {@code -javaagent} calls {@link #premain}, an attachment calls {@link #agentmain}. Both return at
 * once; the agent lives on threads of its own. At most one is there at a time.
 */
public final class BuddyscopeAgent {
    private static Buddyscope running;
    private static String arguments = "";

    private BuddyscopeAgent() {}

    /** Called by the JVM before the service's main. */
    public static void premain(String argument, Instrumentation instrumentation) {
        start(argument, instrumentation);
    }

    /** Called by the JVM when somebody attaches: to start, to change options, or with {@link Attachment#DETACH} to stop. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (Attachment.DETACH.equals(argument)) {
            stop();
        } else {
            start(argument, instrumentation);
        }
    }

    private static synchronized void start(String argument, Instrumentation instrumentation) {
        try {
            boolean nothingNew = argument == null || argument.isEmpty();
            if (running != null && nothingNew) {
                return;
            }
            // options given later win: the argument is read from left to right
            String all = running == null ? argument : arguments + "," + argument;
            stop();
            arguments = all == null ? "" : all;
            running = new Buddyscope(arguments, instrumentation, stderr());
            running.start();
        } catch (Throwable nothingReachesTheService) {
            running = null;
            stderr().println("buddyscope: could not start: " + nothingReachesTheService);
        }
    }

    /** Takes the agent out again; nothing happens where none is there. */
    static synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
            arguments = "";
        }
    }

    /** The process's own stderr: {@link System#err} may meanwhile be the service's logger. */
    private static PrintStream stderr() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    }
}
