// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.KernelLine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a source handed on. */
public class RecordingSink implements KernelLogSink {
    public final List<KernelLine> lines = new CopyOnWriteArrayList<>();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<String> reasons = new CopyOnWriteArrayList<>();
    public final AtomicInteger idles = new AtomicInteger();

    @Override
    public void line(KernelLine line) {
        lines.add(line);
        calls.add(line.text());
    }

    @Override
    public void idle() {
        idles.incrementAndGet();
        calls.add("idle");
    }

    @Override
    public void lost(long count, String why) {
        calls.add("lost " + count);
        reasons.add(why);
    }

    public List<String> texts() {
        return lines.stream().map(KernelLine::text).toList();
    }

    public List<Boolean> live() {
        return lines.stream().map(line -> line.arrival().live()).toList();
    }
}
