// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.option.OptionKey;
import io.github.buddyscope.agent.option.Options;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.runtime.Version;
import io.github.buddyscope.agent.watch.HugePageWatch;
import io.github.buddyscope.diagnosis.origin.HugePageUse;
import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.model.KernelSettings;
import io.github.buddyscope.publish.jmx.AgentControl;
import io.github.buddyscope.source.procfs.KernelSettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the Agent MBean may ask for. On threads of JMX. */
final class Control implements AgentControl {
    private static final int LONGEST = 4 << 20;

    private final Options options;
    private final AgentThread thread;
    private final Runnable sample;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final KernelSettingsReader settings;
    private final HugePageWatch hugePages;

    /** @param thread on which the sample is taken */
    Control(Options options, AgentThread thread, Runnable sample, HugePageWatch hugePages) {
        this.hugePages = hugePages;
        this.options = options;
        this.thread = thread;
        this.sample = sample;
        this.settings = new KernelSettingsReader(Path.of(options.get(OptionKey.PROC)), Path.of("/sys"));
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public List<Option> options() {
        List<Option> all = new ArrayList<>();
        for (OptionKey key : OptionKey.values()) {
            Options.Setting setting = options.setting(key);
            all.add(new Option(key.key, setting.value(), setting.from()));
        }
        return all;
    }

    @Override
    public KernelSettings kernelSettings() {
        return settings.read();
    }

    @Override
    public HostHugePages hostHugePages() {
        return hugePages.host();
    }

    @Override
    public JvmHugePages jvmHugePages() {
        return hugePages.jvm();
    }

    @Override
    public HugePageUse hugePageUse() {
        return hugePages.use();
    }

    @Override
    public void sampleNow() {
        if (asked.getAndSet(true)) {
            return;
        }
        boolean comes = false;
        try {
            thread.run(() -> {
                asked.set(false);
                sample.run();
            });
            comes = true;
        } finally {
            if (!comes) {
                asked.set(false);
            }
        }
    }

    @Override
    public String explain(String text) {
        if (text.length() > LONGEST) {
            return "That is more than " + LONGEST + " characters: use the command line's explain for large logs.";
        }
        return Explanation.of(text);
    }

    @Override
    public void stop() {
        Change.takeOut();
    }
}
