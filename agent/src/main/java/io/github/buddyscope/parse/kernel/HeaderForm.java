// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureKind;

/**
 * The lines that begin a report: every form is listed here. A form without a kind is no failure of ours, but its stack
 * and its memory dump must not be taken for another report's.
 */
enum HeaderForm {
    PAGE_ALLOC_FAILURE(": page allocation failure", FailureKind.PAGE_ALLOC_FAILURE),
    PAGE_ALLOC_STALL(": page allocation stalls for ", null),
    OOM_INVOKED(" invoked oom-killer: ", null),
    VMALLOC_ERROR(": vmalloc error: size ", null),
    VMALLOC_FAILURE(": vmalloc: allocation failure", null),
    VMEMMAP_FAILURE(": vmemmap alloc failure: order:", null),
    SHOW_MEMORY("Show Memory", null);

    /** {@code TASK_COMM_LEN} is 16 with its final NUL; a blank or two may stand before the name in a pasted log. */
    private static final int MAX_TASK_END = 19;

    private final String literal;
    private final FailureKind kind;

    HeaderForm(String literal, FailureKind kind) {
        this.literal = literal;
        this.kind = kind;
    }

    private static final HeaderForm[] FORMS = values();

    /** The form that this line of the kernel's has, or null. The literal stands right behind a task's name. */
    static HeaderForm of(String text) {
        for (HeaderForm form : FORMS) {
            int at = text.indexOf(form.literal);
            if (at >= 0 && at <= MAX_TASK_END) {
                return form;
            }
        }
        return null;
    }

    /** Whether the raw line, whatever stands before the kernel's text, may have one of the forms. */
    static boolean mentionedIn(String line) {
        for (HeaderForm form : FORMS) {
            if (line.contains(form.literal)) {
                return true;
            }
        }
        return false;
    }

    /** Null where this is no failure. */
    FailureKind kind() {
        return kind;
    }

    /** The name before the literal, as the stack header will repeat it. */
    String task(String text) {
        int at = text.indexOf(literal);
        return at < 0 ? "" : text.substring(Math.min(Scan.blanks(text, 0), at), at);
    }
}
