// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A thread's name that nobody can know beforehand, and that no text can become: its bytes are none that UTF-8 has. So a
 * service that names threads after what its users send can't be made to give one this name.
 */
public final class Nonce {
    /** A task's name has 16 bytes, the last one zero (TASK_COMM_LEN). */
    public static final int BYTES = 15;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    /** In hex. 0x80 to 0xBF only go on with a letter in UTF-8: none stands at the begin; six random bits each. */
    public static String next() {
        byte[] name = new byte[BYTES];
        RANDOM.nextBytes(name);
        for (int i = 0; i < BYTES; i++) {
            name[i] = (byte) (0x80 | name[i] & 0x3f);
        }
        return HexFormat.of().formatHex(name);
    }

    /** The bytes; null where it's no nonce. */
    public static byte[] bytes(String name) {
        if (name == null || name.length() != 2 * BYTES) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(name);
        } catch (IllegalArgumentException notHex) {
            return null;
        }
        return is(bytes) ? bytes : null;
    }

    /** Whether a task's name is one. */
    public static boolean is(byte[] name) {
        if (name.length != BYTES) {
            return false;
        }
        for (byte each : name) {
            if ((each & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
