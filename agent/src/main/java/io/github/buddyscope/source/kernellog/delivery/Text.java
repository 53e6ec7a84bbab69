// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

/** Puts the parts of a state's detail together. */
public final class Text {
    private Text() {}

    /** The parts that say something, with semicolons between them. */
    public static String joined(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty()) {
                all.append(all.length() == 0 ? "" : "; ").append(part);
            }
        }
        return all.toString();
    }
}
