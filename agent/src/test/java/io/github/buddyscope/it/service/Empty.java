// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

/** A service that has nothing to do. */
public final class Empty {
    private Empty() {}

    public static void main(String[] arguments) {
        System.out.println("done");
    }
}
