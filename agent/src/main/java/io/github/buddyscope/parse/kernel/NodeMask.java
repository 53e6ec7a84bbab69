// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/** {@code 0,2-3} or {@code (null)}, as {@code nodemask=%*pbl} prints it. */
final class NodeMask {
    private NodeMask() {}

    /** The mask as printed; null where it is garbled or cut. */
    static String of(String text) {
        return text.equals("(null)") || Scan.isNodeList(text) ? text : null;
    }
}
