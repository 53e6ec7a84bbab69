// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Captured texts of procfs among the test resources. */
public final class Texts {
    private Texts() {}

    /** The text as it was captured, e.g. {@code buddyinfo-x86-6.18.txt}. */
    public static byte[] captured(String name) {
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream("/procfs/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
