// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

/** Starts JBoss Modules when it is told to: tells the agent's state for each line on standard input, until one is "start". */
public final class StartsLate {
    private StartsLate() {}

    public static void main(String[] arguments) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c; (c = System.in.read()) >= 0; ) {
            if (c != '\n') {
                line.append((char) c);
            } else if (line.toString().equals("start")) {
                Class.forName("org.jboss.modules.Main")
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) arguments);
                return;
            } else {
                System.out.println("property: " + System.getProperty("io.github.buddyscope.state"));
                line.setLength(0);
            }
        }
    }
}
