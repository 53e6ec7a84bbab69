// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

/** Text from outside made fit for a terminal. */
final class Plain {
    private Plain() {}

    /** Control and format characters become {@code ?}. */
    static String text(String outside) {
        StringBuilder plain = new StringBuilder(outside.length());
        outside.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
