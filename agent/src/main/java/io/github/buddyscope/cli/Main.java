// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import java.util.List;

public final class Main {
    public static void main(String[] a) {
        List<String> l = List.of(a);
        List<String> r = l.subList(1, l.size());
        System.exit(
                switch (a[0]) {
                    case "attach" -> AttachCommand.run(r, System.out, System.err);
                    case "detach" -> DetachCommand.run(r, System.out, System.err);
                    default -> ListCommand.run(List.of(), System.out, System.err);
                });
    }
}
