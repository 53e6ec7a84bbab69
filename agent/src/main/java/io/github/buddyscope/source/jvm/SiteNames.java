// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.List;

/**
 * Names an allocation site in the user's terms: the first frame outside the JDK, Netty's allocator as such with whom it
 * allocates for, and how, where that isn't plain from the code.
 */
public final class SiteNames {
    private static final String UNKNOWN = "not known";
    private static final String LAMBDA = "lambda$";

    private SiteNames() {}

    /** @param frames from the reservation point's caller on */
    public static String of(List<Frame> frames) {
        if (frames.isEmpty()) {
            return UNKNOWN;
        }
        Frame last = frames.get(frames.size() - 1);
        String caller = last.outside() ? place(last) : null;
        for (Frame frame : frames) {
            if (frame.netty()) {
                return netty(frames, caller);
            }
        }
        return caller == null ? withinJdk(frames) : caller + how(frames);
    }

    private static String netty(List<Frame> frames, String caller) {
        String of = caller == null ? nettyCaller(frames) : caller;
        return nettyAllocator(frames) + (of == null ? "" : ", for " + of);
    }

    private static String nettyAllocator(List<Frame> frames) {
        String allocator = "Netty";
        for (Frame frame : frames) {
            if (frame.netty() && frame.type().contains(".netty.buffer.")) {
                String type = frame.type().substring(frame.type().lastIndexOf('.') + 1);
                if (type.startsWith("Adaptive")) {
                    return "Netty's adaptive allocator";
                }
                if (type.startsWith("Pool")) {
                    return "Netty's pooled allocator";
                }
                allocator = "Netty's unpooled buffers";
            }
        }
        return allocator;
    }

    /** Netty's own code that asked its allocator. */
    private static String nettyCaller(List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame.netty()
                    && !frame.type().contains(".netty.buffer.")
                    && !frame.type().contains(".netty.util.")) {
                return place(frame);
            }
        }
        return null;
    }

    private static String withinJdk(List<Frame> frames) {
        for (Frame frame : frames) {
            if (!ofAllocation(frame.type())) {
                return "the JDK's " + place(frame);
            }
        }
        return "the JDK's " + place(frames.get(frames.size() - 1));
    }

    private static boolean ofAllocation(String type) {
        return type.startsWith("java.nio.")
                || type.startsWith("sun.nio.")
                || type.startsWith("java.lang.foreign.")
                || type.startsWith("jdk.internal.foreign.");
    }

    private static String how(List<Frame> frames) {
        for (Frame frame : frames) {
            if (frame.type().equals("sun.nio.ch.Util")) {
                return " (a temporary buffer of NIO's, for one on the heap)";
            }
            if (frame.type().startsWith("jdk.internal.foreign.")) {
                return " (foreign memory)";
            }
        }
        return "";
    }

    private static String place(Frame frame) {
        String method = frame.method();
        int end = method.lastIndexOf('$');
        return method.startsWith(LAMBDA) && end > LAMBDA.length()
                ? frame.type() + "." + method.substring(LAMBDA.length(), end) + " (a lambda)"
                : frame.type() + "." + method;
    }
}
