// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.model.Origin.Frame;
import java.util.List;

/**
 * How the kernel came to run at all when it asked: a system call, a fault, a thread of its own, an interrupt.
 *
 * @param words in plain words, e.g. {@code in the system call sendfile64}; "" where the trail doesn't tell
 * @param frame that tells
 */
record Entry(Actor actor, String words, Frame frame) {
    private static final Entry NONE = new Entry(Actor.UNKNOWN, "", null);

    /** From most telling to least. */
    private static final String[][] INTERRUPTS = {
        {"net_rx_action", "receiving from the network in a soft interrupt"},
        {"net_tx_action", "sending to the network in a soft interrupt"},
        {"process_backlog", "receiving from the network in a soft interrupt"},
        {"blk_done_softirq", "completing block I/O in a soft interrupt"},
        {"blk_complete_reqs", "completing block I/O in a soft interrupt"},
        {"call_timer_fn", "in a timer"},
        {"run_timer_softirq", "in a timer"},
        {"hrtimer_*", "in a timer"},
        {"rcu_do_batch", "in a callback of RCU's"},
        {"tasklet_action*", "in a tasklet"},
    };

    private static final String[] FAULTS = {
        "page_fault",
        "do_page_fault",
        "__do_page_fault",
        "exc_page_fault",
        "asm_exc_page_fault",
        "do_user_addr_fault",
        "do_mem_abort",
        "do_DataAbort",
        "do_PrefetchAbort",
        "el0_da",
        "el0_ia",
    };

    private static final String[] THREADS = {
        "kthread", "worker_thread", "kernel_init", "child_rip", "kernel_thread_helper"
    };

    private static final String[] CALLS = {
        "__x64_sys_",
        "__arm64_sys_",
        "__ia32_sys_",
        "__ia32_compat_sys_",
        "__riscv_sys_",
        "__s390x_sys_",
        "__se_sys_",
        "__do_sys_",
        "ksys_",
        "SyS_",
        "compat_SyS_",
        "compat_sys_",
        "sys_",
    };

    /** Behind these a user's program is. */
    private static final String[] BOTTOMS = {
        "entry_SYSCALL*",
        "entry_SYSENTER*",
        "entry_INT80*",
        "do_syscall_*",
        "system_call*",
        "sysenter_*",
        "tracesys",
        "el0_svc*",
        "ret_fast_syscall",
        "syscall_common",
        "handle_syscall",
        "do_trap_ecall_u",
        "exit_to_user_mode*",
        "irqentry_exit_to_user_mode",
    };

    static Entry of(Trail trail, boolean interrupt) {
        if (interrupt) {
            return interrupt(trail);
        }
        List<Frame> frames = trail.frames();
        for (int i = frames.size() - 1; i >= 0; i--) {
            Entry entry = of(frames.get(i));
            if (entry != null) {
                return i > 0 && entry.words.isEmpty() ? refined(frames, i, entry) : entry;
            }
        }
        return NONE;
    }

    private static Entry of(Frame frame) {
        String function = frame.function();
        if (matches(THREADS, function)) {
            return new Entry(Actor.KERNEL_THREAD, "", frame);
        }
        String call = call(function);
        if (call != null) {
            return new Entry(Actor.USER_TASK, "in the system call " + call, frame);
        }
        if (matches(FAULTS, function)) {
            return new Entry(Actor.USER_TASK, "in a page fault", frame);
        }
        return matches(BOTTOMS, function) ? new Entry(Actor.USER_TASK, "", frame) : null;
    }

    /** The bottom says who, a frame further in says what. */
    private static Entry refined(List<Frame> frames, int bottom, Entry entry) {
        for (int i = bottom - 1; i >= 0; i--) {
            Entry better = of(frames.get(i));
            if (better != null && better.actor == entry.actor && !better.words.isEmpty()) {
                return better;
            }
        }
        return entry;
    }

    private static Entry interrupt(Trail trail) {
        for (String[] row : INTERRUPTS) {
            Frame frame = trail.first(row[0]);
            if (frame != null) {
                return new Entry(Actor.INTERRUPT, row[1], frame);
            }
        }
        boolean soft = trail.entry() != null && trail.entry().function().contains("softirq");
        return new Entry(Actor.INTERRUPT, soft ? "in a soft interrupt" : "in an interrupt", trail.entry());
    }

    /** {@code sendfile64} of {@code __arm64_sys_sendfile64}; null for what is no system call. */
    private static String call(String function) {
        for (String prefix : CALLS) {
            if (function.startsWith(prefix) && function.length() > prefix.length()) {
                return function.substring(prefix.length());
            }
        }
        return null;
    }

    private static boolean matches(String[] patterns, String function) {
        for (String pattern : patterns) {
            if (Pattern.matches(pattern, function)) {
                return true;
            }
        }
        return false;
    }
}
