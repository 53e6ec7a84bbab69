// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Protocol;

/** Names in a report that are the kernel's own, told from those that a tenant may have chosen. */
final class KernelNames {
    /** Kernel threads that the diagnosis knows; # is a number. Who calls himself so gives away that, and nothing else. */
    private static final String[] THREADS = {
        "swapper",
        "swapper/#",
        "kswapd#",
        "kcompactd#",
        "khugepaged",
        "ksmd",
        "oom_reaper",
        "kthreadd",
        "ksoftirqd/#",
        "migration/#",
        "cpuhp/#",
        "kworker/#:#",
        "kworker/#:#H",
        "kworker/u#:#",
        "kblockd",
        "kdevtmpfs",
        "kauditd",
        "khubd",
        "usb-storage",
        "rcu_sched",
        "rcu_preempt",
    };

    /** With these begins what the kernel says behind a task's name; they are longer than a name can be. */
    private static final String[] HEADERS = {
        "page allocation failure",
        "page allocation stalls",
        "vmalloc: allocation failure",
        "vmalloc error: size",
        "vmap allocation for size",
        "vmemmap alloc failure",
        "invoked oom-killer:",
        "Unable to allocate memory on",
        "swiotlb buffer is full",
        "Out of SW-IOMMU space",
    };

    /** Where a header goes on with what isn't everyone's: a cpuset is named after its container. */
    private static final String[] HEADER_ENDS = {", nodemask=", "cpuset=", ", oom_"};

    private KernelNames() {}

    /** Of a header the kernel's own words, whose form tells its version; empty where they can't be told from names. */
    static String header(String text) {
        for (String words : HEADERS) {
            int from = text.lastIndexOf(words);
            if (from >= 0) {
                int to = text.length();
                for (String end : HEADER_ENDS) {
                    int at = text.indexOf(end, from);
                    to = at < 0 ? to : Math.min(to, at);
                }
                return text.substring(from, to);
            }
        }
        return "";
    }

    /** A kernel thread's name, or {@link Protocol#WITHHELD}; null for null. */
    static String task(String name) {
        if (name == null) {
            return null;
        }
        for (String thread : THREADS) {
            if (matches(thread, name)) {
                return name;
            }
        }
        return Protocol.WITHHELD;
    }

    private static boolean matches(String pattern, String name) {
        int at = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char wanted = pattern.charAt(i);
            if (wanted == '#') {
                int from = at;
                while (at < name.length() && name.charAt(at) >= '0' && name.charAt(at) <= '9') {
                    at++;
                }
                if (at == from) {
                    return false;
                }
            } else if (at == name.length() || name.charAt(at++) != wanted) {
                return false;
            }
        }
        return at == name.length();
    }

    /**
     * A BPF program's function has the name that its author gave it behind its tag (kernel/bpf/core.c, bpf_get_prog_name).
     * Where the kernel knows no name it prints the address.
     */
    static String function(String function) {
        return function.startsWith("bpf_prog_") ? "bpf_prog" : address(function) ? Protocol.WITHHELD : function;
    }

    static boolean address(String function) {
        return function.startsWith("0x");
    }

    /**
     * {@code i40e i40e_service_task [i40e]}: a queue is often named after a device, whose name may be a tenant's choice, and
     * so may be the description in brackets behind it; function and module are the kernel's.
     */
    static String work(String workqueue) {
        if (workqueue == null) {
            return null;
        }
        StringBuilder seen = new StringBuilder(Protocol.WITHHELD);
        String[] words = workqueue.strip().split(" +", 64);
        if (words.length > 1 && symbol(words[1])) {
            seen.append(' ').append(function(words[1]));
            String module = words.length > 2 ? words[2] : "";
            if (module.length() > 2
                    && module.startsWith("[")
                    && module.endsWith("]")
                    && symbol(module.substring(1, module.length() - 1))) {
                seen.append(' ').append(module);
            }
        }
        return seen.toString();
    }

    /** As the compiler makes them; a queue's name with a blank in it could put another word in the function's place. */
    private static boolean symbol(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!(Character.isLetterOrDigit(c) && c < 0x80) && c != '_' && c != '.' && c != '+' && c != '/') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /**
     * Up to 5.8 a cgroup has caches of its own, {@code dentry(17:its-name)} (mm/slab_common.c, memcg_create_kmem_cache); up
     * to 4.7 a network namespace has one that is named after its address, {@code nf_conntrack_ffff88003c0e1d40}.
     */
    static String cache(String cache) {
        int bracket = cache == null ? -1 : cache.indexOf('(');
        return withoutAddress(bracket < 0 ? cache : cache.substring(0, bracket));
    }

    /** What ends in an underscore and eight hexadecimal digits or more ends before these. */
    static String withoutAddress(String cache) {
        int digits = cache == null ? 0 : cache.length();
        while (digits > 0 && Character.digit(cache.charAt(digits - 1), 16) >= 0) {
            digits--;
        }
        boolean address = cache != null && cache.length() - digits >= 8 && cache.startsWith("_", digits - 1);
        return address ? cache.substring(0, digits) : cache;
    }
}
