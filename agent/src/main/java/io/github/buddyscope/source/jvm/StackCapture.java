// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The callers of the JDK's reservation point, on the stack of this thread. */
final class StackCapture implements Supplier<List<Frame>>, Function<Stream<StackFrame>, List<Frame>> {
    /** More than Netty has between the reservation point and a handler of the service's. */
    private static final int MOST_FRAMES = 96;

    private static final String BITS = "java.nio.Bits";

    private final StackWalker walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Up to the first frame that is neither the JDK's nor Netty's; empty where no reservation is under way. */
    @Override
    public List<Frame> get() {
        return walker.walk(this);
    }

    @Override
    public List<Frame> apply(Stream<StackFrame> stack) {
        List<Frame> frames = new ArrayList<>(8);
        Iterator<StackFrame> all = stack.iterator();
        boolean below = false;
        for (int depth = 0; depth < MOST_FRAMES && all.hasNext(); depth++) {
            StackFrame next = all.next();
            boolean bits = next.getClassName().equals(BITS);
            if (below && !bits) {
                Frame frame = new Frame(next.getClassName(), next.getMethodName(), ofJdk(next.getDeclaringClass()));
                frames.add(frame);
                if (frame.outside()) {
                    break;
                }
            }
            below |= bits;
        }
        return frames;
    }

    /** By its module: a package can be anybody's. */
    private static boolean ofJdk(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
