// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;

/** Defines a class in {@code java.nio}; of use only in a loader whose module {@code java.nio} was opened to. */
public final class Definer {
    private Definer() {}

    public static Class<?> define(byte[] bytes) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup())
                .defineClass(bytes);
    }
}
