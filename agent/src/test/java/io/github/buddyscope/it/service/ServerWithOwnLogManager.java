// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** Chooses its LogManager in main, as WildFly does, long after every agent has started. */
public final class ServerWithOwnLogManager {
    private ServerWithOwnLogManager() {}

    public static void main(String[] arguments) throws InterruptedException {
        while (!"running".equals(System.getProperty("io.github.buddyscope.state"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        // several ticks of the agent's, so that whatever it does by itself has been done
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(arguments[0]));
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getSimpleName());
    }
}
