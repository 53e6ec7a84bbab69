// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.io.IOException;

/** A service that ends as soon as it has begun, one way or another. */
public final class Leaves {
    private Leaves() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(8);
            case "slowly" -> leaveWhenInputEnds();
            default -> throw new IllegalStateException("left");
        }
    }

    /** A shutdown that is under way until standard input ends. */
    private static void leaveWhenInputEnds() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("leaving");
            try {
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                return;
            }
        }));
        System.exit(9);
    }
}
