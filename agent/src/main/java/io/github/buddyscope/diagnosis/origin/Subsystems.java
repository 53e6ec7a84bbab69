// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.model.Origin.Frame;

/**
 * Functions that are part of the kernel itself and show for what a request was made. What every request passes through
 * (the page and slab allocators, vmalloc, work queues, system call entry) isn't here and so is never blamed.
 */
final class Subsystems {
    /** A helper that others ask for memory: a driver or subsystem that called it says more. */
    private static final boolean HELPER = true;
    /** It asks on its own account. */
    private static final boolean ITSELF = false;

    private static final Subsystem[] TABLE = {
        of(ITSELF, "fork", "making a new task", "copy_process", "dup_task_struct", "alloc_thread_*", "alloc_pid"),
        of(ITSELF, "fork", "copying a process's memory map for a new task", "dup_mm", "dup_mmap", "copy_page_range"),
        of(ITSELF, "execve", "starting a program", "*execve*", "bprm_*", "load_elf_*", "copy_strings*", "get_arg_page"),
        of(ITSELF, "execve", "starting a program", "setup_arg_pages", "search_binary_handler", "exec_binprm"),
        of(
                ITSELF,
                "core dump",
                "writing a core dump",
                "elf_core_dump",
                "do_coredump",
                "vfs_coredump",
                "dump_vma_snapshot"),
        of(
                HELPER,
                "page tables",
                "page tables",
                "pte_alloc_one*",
                "__pte_alloc*",
                "__pmd_alloc",
                "__pud_alloc",
                "pgd_alloc"),
        of(
                ITSELF,
                "transparent huge pages",
                "a huge page for a process",
                "do_huge_*",
                "__do_huge_*",
                "mm_get_huge_zero_*"),
        of(
                ITSELF,
                "transparent huge pages",
                "joining pages into a huge one",
                "khugepaged*",
                "collapse_*",
                "hpage_collapse_*"),
        of(ITSELF, "transparent huge pages", "joining pages into a huge one", "madvise_collapse", "alloc_charge_*"),
        of(
                ITSELF,
                "hugetlb",
                "filling the pool of huge pages",
                "alloc_fresh_huge*",
                "alloc_pool_huge*",
                "alloc_buddy_huge*"),
        of(
                ITSELF,
                "hugetlb",
                "filling the pool of huge pages",
                "hugetlb_*",
                "alloc_surplus_huge*",
                "gather_surplus_pages"),
        of(ITSELF, "hugetlb", "filling the pool of huge pages", "__nr_hugepages_store*", "set_max_huge_pages"),
        of(
                ITSELF,
                "swap",
                "reading a page back from swap",
                "do_swap_page",
                "read_swap_cache*",
                "swapin_*",
                "swap_cluster_*"),
        of(HELPER, "shared memory", "a page of tmpfs or shared memory", "shmem_*"),
        of(
                ITSELF,
                "process memory",
                "memory of a process",
                "do_anonymous_page",
                "do_wp_page",
                "wp_page_copy",
                "do_cow_*"),
        of(
                ITSELF,
                "process memory",
                "memory of a process",
                "alloc_anon_folio",
                "alloc_zeroed_user_*",
                "vma_alloc_zeroed_*"),
        of(ITSELF, "page migration", "moving pages", "migrate_pages*", "alloc_migration_target", "do_migrate_pages"),
        of(ITSELF, "page cache", "reading ahead into the page cache", "page_cache_ra_*", "__do_page_cache_readahead"),
        of(
                ITSELF,
                "page cache",
                "reading ahead into the page cache",
                "ondemand_readahead",
                "force_page_cache_*",
                "read_pages"),
        of(ITSELF, "page cache", "reading ahead into the page cache", "page_cache_sync_*", "page_cache_async_*"),
        of(
                ITSELF,
                "page cache",
                "file contents in the page cache",
                "page_cache_*",
                "__page_cache_*",
                "add_to_page_cache*"),
        of(ITSELF, "page cache", "file contents in the page cache", "filemap_*", "__filemap_*", "pagecache_get_page"),
        of(
                ITSELF,
                "page cache",
                "file contents in the page cache",
                "grab_cache_*",
                "do_read_cache_*",
                "generic_file_*"),
        of(HELPER, "page cache", "file contents in the page cache", "iomap_*"),
        of(
                HELPER,
                "buffer cache",
                "blocks of a file system",
                "__getblk*",
                "bdev_getblk",
                "grow_dev_*",
                "alloc_buffer_head"),
        of(HELPER, "buffer cache", "blocks of a file system", "alloc_page_buffers", "folio_alloc_buffers", "__bread*"),
        of(
                ITSELF,
                "seq_file",
                "a text of /proc or /sys that is put together in one piece",
                "seq_read*",
                "seq_buf_alloc"),
        of(
                ITSELF,
                "seq_file",
                "a text of /proc or /sys that is put together in one piece",
                "single_open_size",
                "stat_open"),
        of(ITSELF, "sysctl", "a read or write below /proc/sys", "proc_sys_*"),
        of(ITSELF, "pipe", "a pipe", "pipe_*", "alloc_pipe_info", "create_pipe_files"),
        of(
                ITSELF,
                "file descriptors",
                "a table of open files",
                "alloc_fdtable",
                "expand_files",
                "expand_fdtable",
                "dup_fd"),
        of(ITSELF, "select and poll", "a list of files to wait for", "core_sys_select", "do_sys_poll"),
        of(
                ITSELF,
                "extended attributes",
                "extended attributes of a file",
                "vfs_*xattr*",
                "getxattr",
                "setxattr",
                "listxattr"),
        of(
                ITSELF,
                "System V IPC",
                "a message or a semaphore",
                "load_msg",
                "alloc_msg",
                "do_msgsnd",
                "newary",
                "ksys_semctl"),
        of(ITSELF, "io_uring", "a ring of io_uring", "io_uring_*", "io_allocate_*", "io_rings_*", "io_sqe_*"),
        of(ITSELF, "TCP", "a TCP connection", "tcp_*", "__tcp_*", "inet_csk_*"),
        of(ITSELF, "UDP", "a UDP datagram", "udp_*", "__udp_*", "udpv6_*"),
        of(ITSELF, "Unix sockets", "sending through a Unix socket", "unix_*"),
        of(ITSELF, "netlink", "a netlink message", "netlink_*", "__netlink_*", "rtnl_*", "genl_*", "cn_netlink_*"),
        of(ITSELF, "packet sockets", "a packet socket", "packet_*", "tpacket_*", "alloc_one_pg_vec_page"),
        of(ITSELF, "netfilter", "a table of netfilter's", "xt_*", "ipt_*", "ip6t_*", "arpt_*", "nf_*", "nft_*"),
        of(ITSELF, "netfilter", "a table of netfilter's", "translate_table", "do_ipt_*", "do_arpt_*", "do_ip6t_*"),
        of(
                ITSELF,
                "IP routing",
                "a route or a neighbour",
                "neigh_*",
                "fib_*",
                "fib6_*",
                "dst_alloc",
                "ip6_dst_*",
                "rt_dst_*"),
        of(ITSELF, "network receive", "passing a received packet on", "netif_receive_skb*", "__netif_receive_skb*"),
        of(
                HELPER,
                "network buffers",
                "a network buffer",
                "alloc_skb*",
                "__alloc_skb",
                "*build_skb*",
                "skb_*",
                "__skb_*"),
        of(
                HELPER,
                "network buffers",
                "a network buffer",
                "__netdev_alloc_*",
                "netdev_alloc_*",
                "__napi_alloc_*",
                "napi_*"),
        of(HELPER, "network buffers", "a network buffer", "pskb_*", "__pskb_*", "page_frag_*", "__page_frag_*"),
        of(HELPER, "network buffers", "a network buffer", "page_pool_*", "__page_pool_*", "sk_page_frag_refill"),
        of(HELPER, "network buffers", "a buffer of a socket", "sock_alloc_send_*", "sock_wmalloc", "sock_kmalloc"),
        of(HELPER, "network buffers", "a buffer of a socket", "sk_prot_alloc", "sk_alloc", "sk_clone*"),
        of(ITSELF, "network DMA", "pages pinned for a DMA engine", "dma_pin_iovec_pages"),
        of(ITSELF, "BPF", "a map or program of BPF", "bpf_map_*", "bpf_prog_*", "array_map_alloc", "htab_map_alloc"),
        of(
                ITSELF,
                "BPF",
                "a map or program of BPF",
                "prealloc_init",
                "map_create",
                "bpf_check",
                "__sys_bpf",
                "bpf_ringbuf_*"),
        of(
                ITSELF,
                "tracing ring buffer",
                "the tracing ring buffer",
                "__rb_allocate_*",
                "rb_allocate_*",
                "ring_buffer_*"),
        of(ITSELF, "tracing", "tracing", "tracing_*", "__tracing_*", "ftrace_alloc*", "alloc_and_copy_ftrace_*"),
        of(ITSELF, "perf", "a buffer of perf's", "perf_*", "rb_alloc", "rb_alloc_aux", "reserve_ds_buffers"),
        of(ITSELF, "kprobes", "a probe in the kernel", "register_kprobe", "__get_insn_slot", "arch_prepare_kprobe"),
        of(ITSELF, "kexec", "loading a kernel to boot into", "kimage_*", "kexec_*"),
        of(ITSELF, "module loading", "loading a kernel module", "load_module", "move_module", "layout_and_allocate"),
        of(HELPER, "module space", "memory for kernel code", "module_alloc", "execmem_alloc"),
        of(HELPER, "memory hotplug", "the map of memory that is plugged in", "vmemmap_*", "__add_pages", "add_memory*"),
        of(ITSELF, "control groups", "a new control group", "cgroup_mkdir", "css_create", "mem_cgroup_css_alloc"),
        of(ITSELF, "AppArmor", "AppArmor", "aa_*", "apparmor_*"),
        of(ITSELF, "SELinux", "SELinux", "sel_*", "selinux_*", "security_load_policy", "policydb_*"),
        of(ITSELF, "ION", "a buffer of ION's", "ion_*"),
        of(ITSELF, "dma-buf", "a shared DMA buffer", "dma_heap_*", "system_heap_*", "dma_buf_*"),
        of(ITSELF, "binder", "a binder transaction or its buffer", "binder_*"),
        of(ITSELF, "tty", "a terminal", "tty_*", "n_tty_*", "pty_*", "vc_*", "con_*", "fbcon_*"),
        of(
                ITSELF,
                "usbfs",
                "a USB transfer of a process's own",
                "usbdev_*",
                "proc_do_submiturb",
                "proc_bulk",
                "usbfs_*"),
        of(
                ITSELF,
                "SCSI generic",
                "a SCSI command of a process's own",
                "sg_build_*",
                "sg_common_*",
                "sg_start_*",
                "sg_link_*"),
        of(
                HELPER,
                "DMA buffers",
                "a DMA buffer in one piece",
                "dma_alloc_*",
                "dma_direct_*",
                "__dma_direct_*",
                "dma_generic_*"),
        of(
                HELPER,
                "DMA buffers",
                "a DMA buffer in one piece",
                "*swiotlb_*alloc*",
                "dma_pool_*",
                "pool_alloc_page",
                "dmam_*"),
        of(HELPER, "IOMMU mappings", "a mapping of the IOMMU's", "alloc_iova*", "intel_map_*", "iommu_*", "__iommu_*"),
        of(HELPER, "IOMMU mappings", "a mapping of the IOMMU's", "intel_alloc_coherent", "amd_iommu_*", "arm_smmu_*"),
        of(HELPER, "virtio", "a queue of virtio's", "virtqueue_*", "vring_*"),
        of(HELPER, "partition table", "reading a partition table", "check_partition", "rescan_partitions"),
        of(HELPER, "block layer", "a block request", "blk_*", "__blk_*", "bio_*", "submit_bio*", "__bio_*"),
        of(HELPER, "SCSI", "a SCSI command", "scsi_*", "__scsi_*"),
        of(HELPER, "USB", "a USB transfer", "usb_*"),
        of(HELPER, "graphics memory", "a graphics buffer", "drm_*", "ttm_*"),
        of(HELPER, "sound", "a sound buffer", "snd_*"),
        of(HELPER, "video buffers", "a video buffer", "vb2_*", "videobuf_*"),
        of(HELPER, "compressed memory", "a compressed page", "zs_malloc", "zswap_*"),
        of(HELPER, "per-CPU memory", "per-CPU memory", "pcpu_*"),
        of(HELPER, "cryptography", "cryptography", "crypto_*"),
    };

    private Subsystems() {}

    /** What the function belongs to; null where it says nothing. */
    static Subsystem of(String function) {
        for (Subsystem subsystem : TABLE) {
            for (String pattern : subsystem.functions) {
                if (Pattern.matches(pattern, function)) {
                    return subsystem;
                }
            }
        }
        return null;
    }

    static boolean isHelper(Frame frame) {
        Subsystem subsystem = OriginFinder.driver(frame) == null ? of(frame.function()) : null;
        return subsystem != null && subsystem.helper;
    }

    private static Subsystem of(boolean helper, String name, String words, String... functions) {
        return new Subsystem(name, words, helper, functions);
    }

    /** A row: {@code functions} are names, or their beginnings and ends around a {@code *}. */
    static final class Subsystem {
        final String name;
        final String words;
        final boolean helper;
        private final String[] functions;

        private Subsystem(String name, String words, boolean helper, String[] functions) {
            this.name = name;
            this.words = words;
            this.helper = helper;
            this.functions = functions;
        }
    }
}
