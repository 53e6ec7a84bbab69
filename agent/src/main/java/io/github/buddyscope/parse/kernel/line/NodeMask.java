// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

/** {@code 0,2-3} or {@code (null)}, as {@code nodemask=%*pbl} prints it. */
public final class NodeMask {
    private NodeMask() {}

    /** The mask as printed; null where it is garbled or cut. */
    public static String of(String text) {
        return text.equals("(null)") || Scan.isNodeList(text) ? text : null;
    }
}
