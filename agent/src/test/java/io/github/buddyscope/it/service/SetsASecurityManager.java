// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Waits for the agent, then sets a security manager that grants what the policy says, and allocates for a second. */
public final class SetsASecurityManager {
    private SetsASecurityManager() {}

    public static void main(String[] arguments) throws Exception {
        while (!"running".equals(System.getProperty("io.github.buddyscope.state"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        // by reflection, as compiling a call of it warns
        Class<?> type = Class.forName("java.lang.SecurityManager");
        Method set = System.class.getMethod("setSecurityManager", type);
        set.invoke(null, type.getConstructor().newInstance());
        for (int i = 0; i < 20; i++) {
            ByteBuffer.allocateDirect(10_000);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        System.out.println("allocated");
    }
}
