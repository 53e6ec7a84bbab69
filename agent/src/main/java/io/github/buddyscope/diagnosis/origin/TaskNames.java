// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

/**
 * Threads of the kernel by their names. Any process may take such a name, so it is the last thing to be believed, and
 * only where no trace is there to say otherwise.
 */
final class TaskNames {
    /** Name, and the subsystem that the thread works for; null where it works for anyone. */
    private static final String[][] THREADS = {
        {"kworker/*", null},
        {"swapper", null},
        {"swapper/*", null},
        {"kswapd*", "page reclaim"},
        {"kcompactd*", "compaction"},
        {"khugepaged", "transparent huge pages"},
        {"ksmd", "KSM"},
        {"oom_reaper", "OOM killer"},
        {"ksoftirqd/*", null},
        {"migration/*", "scheduler"},
        {"kthreadd", "fork"},
        {"rcu_*", "RCU"},
        {"rcuo*", "RCU"},
        {"cpuhp/*", "CPU hotplug"},
        {"irq/*", null},
        {"napi/*", "network receive"},
        {"jbd2/*", "ext4"},
        {"ext4-rsv-conver", "ext4"},
        {"xfsaild/*", "xfs"},
        {"xfs-*", "xfs"},
        {"xfs_*", "xfs"},
        {"btrfs-*", "btrfs"},
        {"f2fs_*", "f2fs"},
        {"nfsd", "nfsd"},
        {"cifsd", "cifs"},
        {"z_*_*", "zfs"},
        {"zvol*", "zfs"},
        {"txg_sync", "zfs"},
        {"arc_*", "zfs"},
        {"dmcrypt_*", "dm_crypt"},
        {"kcryptd*", "dm_crypt"},
        {"md*_raid*", "md raid"},
        {"md*_resync", "md raid"},
        {"scsi_eh_*", "SCSI"},
        {"usb-storage", "usb_storage"},
        {"uas", "uas"},
        {"vhost-*", "vhost"},
        {"kvm-*", "kvm"},
        {"kblockd", "block layer"},
        {"kdevtmpfs", "devtmpfs"},
        {"khubd", "USB"},
        {"kauditd", "audit"},
        {"pdflush", "page reclaim"},
        {"flush-*", "writeback"},
        {"events/*", null},
    };

    private TaskNames() {}

    /** The task of a CPU that has nothing to do, unless it's the one that boots. */
    static boolean isIdle(String task) {
        return task != null && (task.equals("swapper") || task.startsWith("swapper/"));
    }

    static boolean isKernelThread(String task) {
        return row(task) != null;
    }

    /** The subsystem that a thread of this name works for; null where the name doesn't tell. */
    static String worksFor(String task) {
        String[] row = row(task);
        return row == null ? null : row[1];
    }

    private static String[] row(String task) {
        for (String[] row : THREADS) {
            if (task != null && Pattern.matches(row[0], task)) {
                return row;
            }
        }
        return null;
    }
}
