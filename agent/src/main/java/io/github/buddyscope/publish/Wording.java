// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneInfo;
import java.util.List;

/** Parts of a finding as one line or one number, the same for every publisher. */
public final class Wording {
    /** Characters of a report that are published; one is 5 to 15 thousand. */
    public static final int LONGEST_TEXT = 65_536;

    private Wording() {}

    /** The request's flags joined by {@code |}, its bits in hex where they can't be decoded; null where neither is known. */
    public static String gfpFlags(KernelFailure failure) {
        List<String> flags = failure.diagnosis().flags();
        Request request = failure.report().request();
        if (flags.isEmpty() && request != null) {
            flags = request.flags();
        }
        if (!flags.isEmpty()) {
            return String.join("|", flags);
        }
        return request == null ? null : "0x".concat(Long.toHexString(request.mode()));
    }

    /** Node mask, cpuset and allowed nodes as printed; null where none was. */
    public static String constraint(Request request) {
        if (request == null) {
            return null;
        }
        StringBuilder words = new StringBuilder();
        add(words, "nodemask=", request.nodemask());
        add(words, "cpuset=", request.cpuset());
        add(words, "mems_allowed=", request.memsAllowed());
        return words.isEmpty() ? null : words.toString();
    }

    private static void add(StringBuilder words, String name, String value) {
        if (value != null) {
            words.append(words.isEmpty() ? "" : ",").append(name).append(value);
        }
    }

    /** The order asked for, -1 where the report doesn't tell. */
    public static int order(KernelFailure failure) {
        Integer order = failure.report().order();
        return order == null ? -1 : order;
    }

    /** The task's name, null where the report doesn't tell. */
    public static String task(KernelFailure failure) {
        Origin origin = failure.report().origin();
        return origin == null ? null : origin.task();
    }

    /** The task's id, {@link ZoneInfo#UNKNOWN} where the report doesn't tell. */
    public static long taskId(KernelFailure failure) {
        Origin origin = failure.report().origin();
        return origin == null || origin.pid() == null ? ZoneInfo.UNKNOWN : origin.pid();
    }

    /** Null for an empty text. */
    public static String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The constant's name, null for null. */
    public static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** {@code vm.min_free_kbytes: try 180224 (why; risk: what it may cost)}. */
    public static String advice(Advice advice) {
        StringBuilder words = new StringBuilder(advice.setting());
        words.append(": try ").append(advice.attempt()).append(" (").append(advice.why());
        if (advice.risk() != null && !advice.risk().isEmpty()) {
            words.append("; risk: ").append(advice.risk());
        }
        return words.append(')').toString();
    }

    /** Each source and its state, with the reason where it isn't OK: {@code buddyinfo OK; kmsg UNAVAILABLE: refused}. */
    public static String sources(List<SourceState> sources) {
        StringBuilder words = new StringBuilder();
        for (SourceState source : sources) {
            words.append(words.isEmpty() ? "" : "; ").append(source.source()).append(' ');
            words.append(source.status().name());
            if (source.status() != Status.OK && !source.detail().isEmpty()) {
                words.append(": ").append(source.detail());
            }
        }
        return words.toString();
    }

    /** The worst of the sources that are on, {@link Status#OFF} where none is. */
    public static Status worst(List<SourceState> sources) {
        Status worst = Status.OFF;
        for (SourceState source : sources) {
            Status status = source.status();
            if (status != Status.OFF && (worst == Status.OFF || status.compareTo(worst) > 0)) {
                worst = status;
            }
        }
        return worst;
    }

    /** The text, or its begin and how much was cut off where it is very long; null for null. */
    public static String cut(String text) {
        if (text == null || text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end).concat("\n… " + (text.length() - end) + " more characters");
    }

    /** A line each, null for none. */
    public static String lines(List<String> sentences) {
        return sentences.isEmpty() ? null : String.join("\n", sentences);
    }
}
