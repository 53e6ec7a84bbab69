// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.lang.reflect.Proxy;

/**
 * Signals by {@code sun.misc.Signal} of the module jdk.unsupported, which may be missing: looked up by name, so that nothing
 * links to it.
 */
final class Signals {
    private Signals() {}

    /** Runs {@code action} on a thread of the JVM's whenever the signal comes; false where that can't be had. */
    static boolean on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        switch (method.getName()) {
                            case "hashCode":
                                return System.identityHashCode(self);
                            case "equals":
                                return self == arguments[0];
                            case "toString":
                                return name;
                            default:
                                action.run();
                                return null;
                        }
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            return false;
        }
    }
}
