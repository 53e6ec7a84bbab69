// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0

/** An agent that does nothing: what is left is the JVM's own work for any. */
final class Nothing {
    public static void premain(String argument) {}
}
