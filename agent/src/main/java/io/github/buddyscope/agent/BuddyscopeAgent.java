// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM comes in: {@code -javaagent} calls {@link #premain}, an attachment calls {@link #agentmain}. Both start one
 * thread and return. Whatever else they did would be done on the service's thread, before its main: the first lambda
 * alone costs it 20 ms.
 */
public final class BuddyscopeAgent {
    private BuddyscopeAgent() {}

    /** Called by the JVM before the service's main. */
    public static void premain(String argument, Instrumentation instrumentation) {
        Change.bringInBeforeMain(argument, instrumentation);
    }

    /** Called by the JVM when somebody attaches: to start, to change options, or with {@link Attachment#DETACH} to stop. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (Attachment.DETACH.equals(argument)) {
            Change.takeOut();
        } else {
            Change.bringIn(argument, instrumentation);
        }
    }
}
