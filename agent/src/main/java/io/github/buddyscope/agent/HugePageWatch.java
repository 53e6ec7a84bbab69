// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.diagnosis.origin.HugePageUse;
import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.source.jvm.HugePageFlags;
import io.github.buddyscope.source.procfs.HugePagesReader;
import io.github.buddyscope.source.procfs.PageSize;
import java.nio.file.Path;

/** Huge pages on this host and in this JVM, read anew whenever asked: settings change while a service runs. */
final class HugePageWatch {
    private final HugePagesReader reader = new HugePagesReader(Path.of("/sys"));
    private final long pageSize = PageSize.ofThisHost().bytes();

    HostHugePages host() {
        return reader.read();
    }

    JvmHugePages jvm() {
        try {
            return HugePageFlags.read();
        } catch (LinkageError withoutManagement) {
            return new JvmHugePages(null, null, null, null, null);
        }
    }

    HugePageUse use() {
        return HugePageUse.of(host(), jvm(), pageSize);
    }

    /** For a verdict: the sentence where this JVM asks for huge pages itself, empty where it doesn't. */
    String word() {
        HugePageUse use = use();
        return Boolean.TRUE.equals(use.asks()) ? use.sentence() : "";
    }
}
