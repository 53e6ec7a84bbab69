// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.diagnosis.origin.HugePageUse;
import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.model.KernelSettings;
import java.util.List;
import java.util.Map;

/** An agent that notes what it was asked. */
public final class ScriptedControl implements AgentControl {
    int samples;
    boolean stopped;
    KernelSettings settings = new KernelSettings(67_584L, 10L, 20L, 500L, 15_000L, null, "madvise", "madvise");

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("period", "2s", "argument"), new Option("proc", "/proc", "default"));
    }

    @Override
    public KernelSettings kernelSettings() {
        return settings;
    }

    @Override
    public HostHugePages hostHugePages() {
        return new HostHugePages("madvise", "madvise", "never", 1L, 2L << 20, Map.of(2048, "inherit"));
    }

    @Override
    public JvmHugePages jvmHugePages() {
        return new JvmHugePages(true, true, false, false, true);
    }

    @Override
    public HugePageUse hugePageUse() {
        return HugePageUse.of(hostHugePages(), jvmHugePages(), 4096);
    }

    @Override
    public void sampleNow() {
        samples++;
    }

    @Override
    public String explain(String text) {
        if (text.isEmpty()) {
            throw new OurOwnException();
        }
        return "explained: " + text;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** A class that a remote client doesn't have. */
    static final class OurOwnException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OurOwnException() {
            super("nothing to explain");
        }
    }
}
