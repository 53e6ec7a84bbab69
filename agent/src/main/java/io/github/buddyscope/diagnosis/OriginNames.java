// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import java.util.Set;

/**
 * Who asked for the memory: the module of the innermost driver in the stack or of the work item, else the subsystem that
 * a function of the stack belongs to. The running task says little: in interrupt context it was merely interrupted, and
 * a kernel worker runs anyone's work.
 */
final class OriginNames {
    /** Function, or its beginning where it ends in {@code *}, and the subsystem's name. */
    private static final String[][] SUBSYSTEMS = {
        {"__rb_allocate_pages", "tracing ring buffer"},
        {"ring_buffer_*", "tracing ring buffer"},
        {"__tracing_open", "tracing"},
        {"kimage_alloc_*", "kexec"},
        {"dma_pin_iovec_pages", "network DMA"},
        {"xt_alloc_*", "netfilter"},
        {"ion_*", "ION"},
        {"elf_core_dump", "core dump"},
        {"copy_process", "fork"},
        {"dup_task_struct", "fork"},
        {"alloc_thread_stack_node", "fork"},
        {"do_huge_pmd_*", "transparent huge pages"},
        {"do_huge_zero_*", "transparent huge pages"},
        {"khugepaged*", "transparent huge pages"},
        {"alloc_skb*", "network buffers"},
        {"__alloc_skb", "network buffers"},
        {"__netdev_alloc_*", "network buffers"},
        {"__napi_alloc_*", "network buffers"},
        {"napi_alloc_*", "network buffers"},
        {"skb_*", "network buffers"},
        {"__skb_*", "network buffers"},
        {"pskb_*", "network buffers"},
        {"sk_page_frag_refill", "network buffers"},
        {"tcp_sendmsg*", "network buffers"},
        {"sock_alloc_send_pskb", "network buffers"},
        {"unix_stream_sendmsg", "network buffers"},
        {"alloc_iova*", "IOMMU mappings"},
        {"intel_map_*", "IOMMU mappings"},
        {"iommu_dma_*", "IOMMU mappings"},
        {"proc_sys_call_handler", "sysctl"},
        {"seq_buf_alloc", "seq_file"},
        {"seq_read*", "seq_file"},
        {"btrfs_*", "btrfs"},
        {"ext4_*", "ext4"},
        {"xfs_*", "xfs"},
        {"f2fs_*", "f2fs"},
        {"nfs_*", "nfs"},
        {"cifs_*", "cifs"},
        {"page_cache_*", "page cache"},
        {"__page_cache_*", "page cache"},
        {"add_to_page_cache*", "page cache"},
        {"filemap_*", "page cache"},
        {"__do_page_cache_readahead", "page cache"},
        {"read_pages", "page cache"},
        {"do_anonymous_page", "process memory"},
        {"do_wp_page", "process memory"},
        {"pte_alloc_one", "page tables"},
        {"__pte_alloc", "page tables"},
        {"alloc_pid", "fork"},
        {"blk_mq_*", "block layer"},
        {"scsi_*", "SCSI"},
    };

    /** Drivers that are often built in, so that their frames carry no module name. */
    private static final String[][] BUILT_IN = {
        {"e1000e_*", "e1000e"},
        {"e1000_*", "e1000"},
        {"i40e_*", "i40e"},
        {"ice_*", "ice"},
        {"igb_*", "igb"},
        {"ixgbe_*", "ixgbe"},
        {"mlx4_*", "mlx4_core"},
        {"mlx5_*", "mlx5_core"},
        {"mlx5e_*", "mlx5_core"},
        {"bnxt_*", "bnxt_en"},
        {"tg3_*", "tg3"},
        {"ena_*", "ena"},
        {"virtnet_*", "virtio_net"},
        {"vmxnet3_*", "vmxnet3"},
        {"netvsc_*", "hv_netvsc"},
        {"rtl8169_*", "r8169"},
    };

    /** Those whose rings ethtool can change: wireless drivers' it can't. */
    private static final Set<String> NETWORK = Set.of(
            "network buffers",
            "8139too",
            "alx",
            "atlantic",
            "be2net",
            "bnx2",
            "bnx2x",
            "bnxt_en",
            "cxgb4",
            "e100",
            "e1000",
            "e1000e",
            "ena",
            "enic",
            "gve",
            "hv_netvsc",
            "i40e",
            "iavf",
            "ice",
            "igb",
            "igc",
            "ixgbe",
            "ixgbevf",
            "mlx4_core",
            "mlx4_en",
            "mlx5_core",
            "netxen_nic",
            "qede",
            "qlcnic",
            "r8152",
            "r8169",
            "sfc",
            "sky2",
            "tg3",
            "virtio_net",
            "vmxnet3");

    private OriginNames() {}

    /** Module or subsystem; null where the report doesn't tell. */
    static String of(Origin origin) {
        boolean reliable = anyReliable(origin);
        for (Frame frame : origin.stack()) {
            if (frame.reliable() == reliable) {
                String driver = driver(frame);
                if (driver != null) {
                    return driver;
                }
                String subsystem = named(SUBSYSTEMS, frame.function());
                if (subsystem != null) {
                    return caller(origin, reliable, subsystem);
                }
            }
        }
        return workqueueModule(origin.workqueue());
    }

    /** Old unwinders mark every frame with a question mark; then they are all there is. */
    private static boolean anyReliable(Origin origin) {
        for (Frame frame : origin.stack()) {
            if (frame.reliable()) {
                return true;
            }
        }
        return false;
    }

    private static String driver(Frame frame) {
        return frame.module() != null && !frame.module().isEmpty() ? frame.module() : named(BUILT_IN, frame.function());
    }

    /** Where a driver or file system called the subsystem, its name says more. */
    private static String caller(Origin origin, boolean reliable, String subsystem) {
        String module = workqueueModule(origin.workqueue());
        for (Frame frame : origin.stack()) {
            if (module == null && frame.reliable() == reliable) {
                module = driver(frame);
            }
        }
        return module == null ? subsystem : module;
    }

    private static String named(String[][] table, String function) {
        for (String[] row : table) {
            String name = row[0];
            boolean prefix = name.endsWith("*");
            if (prefix ? function.startsWith(name.substring(0, name.length() - 1)) : function.equals(name)) {
                return row[1];
            }
        }
        return null;
    }

    /** {@code i40e i40e_service_task [i40e]}: the work item's module. */
    private static String workqueueModule(String workqueue) {
        if (workqueue == null) {
            return null;
        }
        int open = workqueue.lastIndexOf('[');
        int close = workqueue.indexOf(']', open + 1);
        return open >= 0 && close > open + 1 ? workqueue.substring(open + 1, close) : null;
    }

    /** The origin takes its blocks for network buffers or rings. */
    static boolean network(String origin) {
        return origin != null && NETWORK.contains(origin);
    }
}
