// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads keys from the terminal, on a daemon thread that ends with the process. */
public final class Keyboard {
    private Keyboard() {}

    /** @param pressed called on that thread */
    public static void start(Consumer<Key> pressed) {
        Thread thread = new Thread(() -> read(pressed), "buddyscope-keys");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Consumer<Key> pressed) {
        KeyDecoder decoder = new KeyDecoder();
        byte[] buffer = new byte[64];
        try (FileInputStream in = Stty.isStandardInput()
                ? new FileInputStream(FileDescriptor.in)
                : new FileInputStream(Stty.CONTROLLING)) {
            for (int read; (read = in.read(buffer)) > 0; ) {
                decoder.decode(buffer, read).forEach(pressed);
            }
        } catch (IOException gone) {
            return;
        }
    }
}
