// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.diagnosis.origin.HugePageUse;
import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.source.jvm.HugePageFlags;
import io.github.buddyscope.source.jvm.PlatformBeans;
import io.github.buddyscope.source.procfs.HugePagesReader;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Huge pages on this host and in this JVM, read anew whenever asked: settings change while a service runs. */
public final class HugePageWatch implements Supplier<String> {
    private final PlatformBeans beans;

    public HugePageWatch(PlatformBeans beans) {
        this.beans = beans;
    }

    /** The host's settings now. */
    public HostHugePages host() {
        return new HugePagesReader(Path.of("/sys")).read();
    }

    /** This JVM's flags; all null where it has no management to ask. */
    public JvmHugePages jvm() {
        try {
            return HugePageFlags.read(beans);
        } catch (LinkageError withoutManagement) {
            return new JvmHugePages(null, null, null, null, null);
        }
    }

    /** What follows from both. */
    public HugePageUse use() {
        return HugePageUse.of(host(), jvm(), PageSize.ofThisHost().bytes());
    }

    /** For a verdict: the sentence where this JVM asks for huge pages itself, empty where it doesn't. */
    @Override
    public String get() {
        HugePageUse use = use();
        return Boolean.TRUE.equals(use.asks()) ? use.sentence() : "";
    }
}
