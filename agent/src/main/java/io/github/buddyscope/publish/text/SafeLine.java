// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.parse.kernel.SafeText;

/** Kernel text within a line of ours: nothing that could steer a terminal, nor break the line. */
final class SafeLine {
    private SafeLine() {}

    static String of(String text) {
        return SafeText.of(text).replace('\n', ' ').replace('\t', ' ');
    }
}
