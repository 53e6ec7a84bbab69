// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.diagnosis.origin.HugePageUse;
import io.github.buddyscope.model.HostHugePages;
import io.github.buddyscope.model.JvmHugePages;
import io.github.buddyscope.model.KernelSettings;
import java.util.List;

/** What the Agent and Host MBeans ask of the agent. Called on threads of JMX; may block its caller, not the agent. */
public interface AgentControl {
    String version();

    /** All options in force, each with where it came from. */
    List<Option> options();

    /** The kernel's settings now, null where they can't be read. */
    KernelSettings kernelSettings();

    /** The host's settings of huge pages now. */
    HostHugePages hostHugePages();

    /** What this JVM does with huge pages. */
    JvmHugePages jvmHugePages();

    /** What comes of both. */
    HugePageUse hugePageUse();

    /** Samples the host at once, as if the period had passed. */
    void sampleNow();

    /** Verdicts in words for every failure in a kernel log's text, which may be anything. */
    String explain(String text);

    /** Takes the agent out of this JVM, these MBeans included. */
    void stop();

    /**
     * An option in force.
     *
     * @param from {@code argument}, {@code property}, {@code environment} or {@code default}
     */
    record Option(String key, String value, String from) {}
}
