// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

/** Tasks that are no process of any user's, by the names that the kernel gives its threads. */
final class KernelThreads {
    private static final String[] NAMES = {
        "irq/",
        "jbd2/",
        "kcompactd",
        "khugepaged",
        "kswapd",
        "ksoftirqd/",
        "kthreadd",
        "kworker/",
        "migration/",
        "napi/",
        "rcu_"
    };

    private KernelThreads() {}

    static boolean named(String task) {
        for (String name : NAMES) {
            if (task != null && task.startsWith(name)) {
                return true;
            }
        }
        return false;
    }
}
