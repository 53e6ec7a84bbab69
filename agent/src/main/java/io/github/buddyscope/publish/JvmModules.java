// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

/** What this JVM was built and started with. An image made by jlink may lack {@code jdk.jfr} or {@code java.management}. */
public final class JvmModules {
    public static final String JFR = "jdk.jfr";
    public static final String MANAGEMENT = "java.management";

    private JvmModules() {}

    /** Whether the module is there to be linked to; to be asked before the first touch of a class that names it. */
    public static boolean has(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }
}
