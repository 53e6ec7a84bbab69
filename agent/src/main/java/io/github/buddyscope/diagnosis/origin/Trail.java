// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a call trace that led to the request, innermost first: only frames that the unwinder vouches for, and in
 * interrupt context only those of the interrupt, for what comes behind belongs to the task that it interrupted.
 *
 * @param reliable false where the unwinder vouched for none, as those of old kernels did, and all stand for lack of better
 * @param entry the function through which the interrupt came in; null outside of interrupts and where it isn't there
 */
public record Trail(List<Frame> frames, boolean reliable, Frame entry) {
    private static final int MOST = 256;

    /** Where an interrupt begins, in the order that one may meet them from inside. */
    private static final String[] ENTRIES = {
        "__do_softirq",
        "handle_softirqs",
        "__softirqentry_text_start",
        "do_softirq",
        "call_softirq",
        "irq_exit",
        "irq_exit_rcu",
        "__irq_exit_rcu",
        "handle_irq_event*",
        "__handle_irq_event*",
        "do_IRQ",
        "handle_IRQ",
        "common_interrupt",
        "asm_common_interrupt",
        "sysvec_*",
        "asm_sysvec_*",
        "smp_*_interrupt",
        "apic_timer_interrupt",
        "xen_evtchn_do_upcall",
        "ret_from_intr",
        "__irq_svc",
        "el1_irq",
        "el1_interrupt",
        "gic_handle_irq",
        "do_nmi",
        "exc_nmi",
    };

    /** The trail of this report's trace; without frames where there is none. */
    public static Trail of(Origin origin) {
        boolean reliable = false;
        for (Frame frame : origin.stack()) {
            reliable |= frame.reliable();
        }
        List<Frame> frames = new ArrayList<>();
        for (Frame frame : origin.stack()) {
            if (frame.reliable() != reliable || frames.size() == MOST) {
                continue;
            }
            Frame plain = new Frame(plain(frame.function()), frame.module(), frame.reliable());
            if (origin.interruptContext() && isEntry(plain.function())) {
                return new Trail(frames, reliable, plain);
            }
            frames.add(plain);
        }
        return new Trail(frames, reliable, null);
    }

    /** {@code kmalloc_noprof}, {@code f.isra.0}, {@code f.cold} and {@code f.part.3} are what f was compiled to. */
    static String plain(String function) {
        int dot = function.indexOf('.');
        String name = dot > 0 ? function.substring(0, dot) : function;
        return name.endsWith("_noprof") ? name.substring(0, name.length() - "_noprof".length()) : name;
    }

    private static boolean isEntry(String function) {
        for (String entry : ENTRIES) {
            if (Pattern.matches(entry, function)) {
                return true;
            }
        }
        return false;
    }

    /** {@code i40e_open [i40e]}, as a trace prints it. */
    static String text(Frame frame) {
        return frame.module() == null ? frame.function() : frame.function() + " [" + frame.module() + "]";
    }

    /** Whether a function of one of these names is on it. */
    public boolean has(String... patterns) {
        return first(patterns) != null;
    }

    /** The innermost frame that matches one of the patterns; null where none does. */
    Frame first(String... patterns) {
        for (Frame frame : frames) {
            for (String pattern : patterns) {
                if (Pattern.matches(pattern, frame.function())) {
                    return frame;
                }
            }
        }
        return null;
    }
}
