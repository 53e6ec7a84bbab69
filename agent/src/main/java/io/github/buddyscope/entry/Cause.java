// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

/** What to tell of something thrown. Without lambdas or string templates: it's said of premain too. */
public final class Cause {
    private Cause() {}

    public static String of(Throwable thrown) {
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
