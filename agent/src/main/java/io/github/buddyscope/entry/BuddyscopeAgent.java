// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

import java.lang.instrument.Instrumentation;
import java.util.Map;

/**
 * Where the JVM comes in: {@code -javaagent} calls {@link #premain}, an attachment calls {@link #agentmain}. Before the service's
 * main one thread is started, and that's all: whatever else were done there would be done on the service's thread, and the
 * first lambda alone costs it 20 ms. But a service whose main is over in a moment is still told what is wrong with its
 * options, so where any are given they are read before main.
 */
public final class BuddyscopeAgent implements Runnable {
    private static final String VARIABLES = "BUDDYSCOPE_";
    private static final String PROPERTIES = "buddyscope.";

    private static Thread beginning;

    private final String argument;
    private Instrumentation instrumentation;

    private BuddyscopeAgent(String argument, Instrumentation instrumentation) {
        this.argument = argument;
        this.instrumentation = instrumentation;
    }

    /** Called by the JVM before the service's main. */
    public static void premain(String argument, Instrumentation instrumentation) {
        try {
            BuddyscopeAgent agent = new BuddyscopeAgent(argument, instrumentation);
            System.setProperty(Attachment.STATE, Attachment.STARTING);
            if (optionsGiven(argument, System.getProperties(), System.getenv())) {
                agent.run();
            } else {
                begin(agent);
            }
        } catch (Throwable nothingReachesTheService) {
            notBegun(nothingReachesTheService);
        }
    }

    /** Called by the JVM when somebody attaches: to start, to change options, or with {@link Attachment#DETACH} to stop. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        try {
            awaitBegun();
            if (Attachment.DETACH.equals(argument)) {
                AgentClasses.life().takeOut();
            } else {
                AgentClasses.life().bringIn(argument, instrumentation);
            }
        } catch (Throwable nothingReachesTheService) {
            complain(nothingReachesTheService);
        }
    }

    private static boolean optionsGiven(String argument, Map<?, ?> properties, Map<String, String> environment) {
        return argument != null && !argument.isEmpty()
                || anyBegins(PROPERTIES, properties)
                || anyBegins(VARIABLES, environment);
    }

    private static boolean anyBegins(String prefix, Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (key instanceof String name && name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static synchronized void begin(BuddyscopeAgent agent) {
        Thread thread = new Thread(null, agent, Life.THREAD, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        beginning = thread;
    }

    /** What was asked for first is done first. */
    private static synchronized void awaitBegun() throws InterruptedException {
        if (beginning != null) {
            beginning.join();
            beginning = null;
        }
    }

    @Override
    public void run() {
        try {
            AgentClasses.life().bringInBeforeMain(argument, instrumentation);
        } catch (Throwable nothingReachesTheService) {
            notBegun(nothingReachesTheService);
        } finally {
            instrumentation = null;
        }
    }

    private static void notBegun(Throwable thrown) {
        complain(thrown);
        try {
            System.clearProperty(Attachment.STATE);
        } catch (SecurityException refused) {
            // then it wasn't set either
        }
    }

    private static void complain(Throwable thrown) {
        try {
            System.err.println("buddyscope: could not start: ".concat(cause(thrown)));
        } catch (Throwable nothingReachesTheService) {
            // there's nothing left to tell it with
        }
    }

    /**
     * What to tell of something thrown. Without lambdas or string templates, as it's said of premain too, and in this class, which
     * is there even where no other can be loaded any more.
     */
    public static String cause(Throwable thrown) {
        if (thrown instanceof SecurityException) {
            return thrown.toString().concat("; to get it: grant java.security.AllPermission to buddyscope.jar");
        }
        if (thrown instanceof NoClassDefFoundError) {
            return thrown.toString().concat("; if buddyscope.jar was replaced under this JVM: detach, or restart it");
        }
        if (thrown instanceof OutOfMemoryError) {
            return thrown.toString()
                    .concat("; what the agent was doing then is left out and counted, the rest goes on");
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
}
