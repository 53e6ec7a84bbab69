// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.Wording;
import io.github.buddyscope.publish.jmx.AgentControl.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** {@code buddyscope:type=Agent}: the agent itself, what it sees, what it costs, and what can be asked of it. */
final class AgentView {
    private final AgentControl control;
    private final Notifier notifier;
    private volatile AgentHealth health;

    AgentView(AgentControl control, Notifier notifier) {
        this.control = control;
        this.notifier = notifier;
    }

    void update(AgentHealth latest) {
        health = latest;
    }

    TableBean bean() {
        BeanTable table = new BeanTable("Buddyscope itself: its options, what it sees and what it costs")
                .text("Version", "Version of the agent", control::version)
                .text(
                        "State",
                        "The worst of the sources that are on: OK, PARTIAL or UNAVAILABLE; OFF where none is",
                        of(h -> Wording.worst(h.sources()).name()))
                .count(
                        "SourcesUnavailable",
                        "sources",
                        "Sources that are on and give nothing; Sources says which, and how to get them",
                        of(h -> inState(h, Status.UNAVAILABLE)))
                .count(
                        "SourcesPartial",
                        "sources",
                        "Sources that give a part of what they could",
                        of(h -> inState(h, Status.PARTIAL)))
                .measure(
                        "SampleMillis",
                        "ms",
                        "Wall time that the last sample took, publishing included",
                        of(h -> BeanTable.millis(h.sampleNanos())))
                .measure(
                        "CpuMillis",
                        "ms",
                        "CPU time of the agent's threads since its start",
                        of(h -> h.cpuNanos() < 0 ? null : BeanTable.millis(h.cpuNanos())))
                .count("LinesRead", "lines", "Kernel log lines read since the start", of(AgentHealth::linesRead))
                .count(
                        "LinesLost",
                        "lines",
                        "Kernel log lines lost since the start, by overrun or rotation",
                        of(AgentHealth::linesLost))
                .count(
                        "EventsDropped",
                        "events",
                        "Failures and verdicts given up because a limit was reached",
                        of(AgentHealth::eventsDropped))
                .count(
                        "NotificationsDropped",
                        "notifications",
                        "JMX notifications not sent because a listener was too slow",
                        notifier::dropped);
        hugePages(table);
        options(table);
        sources(table);
        operations(table);
        return table.bean();
    }

    private static long inState(AgentHealth health, Status status) {
        long count = 0;
        for (SourceState source : health.sources()) {
            count += source.status() == status ? 1 : 0;
        }
        return count;
    }

    private void hugePages(BeanTable table) {
        table.text(
                        "HugePages",
                        "Whether this JVM's heap itself asks the kernel for huge pages, in plain words",
                        () -> control.hugePageUse().sentence())
                .attribute(
                        "JvmTransparentHugePages",
                        SimpleType.BOOLEAN,
                        null,
                        "-XX:+UseTransparentHugePages of this JVM; null where not known",
                        () -> control.jvmHugePages().transparent())
                .attribute(
                        "JvmLargePages",
                        SimpleType.BOOLEAN,
                        null,
                        "-XX:+UseLargePages of this JVM, which the flag above sets too; null where not known",
                        () -> control.jvmHugePages().large())
                .attribute(
                        "JvmAlwaysPreTouch",
                        SimpleType.BOOLEAN,
                        null,
                        "-XX:+AlwaysPreTouch of this JVM: a heap that grows asks for its pages at once",
                        () -> control.jvmHugePages().preTouch())
                .attribute(
                        "HugePagesAllowed",
                        SimpleType.BOOLEAN,
                        null,
                        "THP_enabled of /proc/self/status: false where prctl has switched huge pages off for this JVM",
                        () -> control.jvmHugePages().allowed());
    }

    private void options(BeanTable table) {
        Shape shape = new Shape("Options", "An option in force")
                .item("Key", SimpleType.STRING, "Name of the option")
                .item("Value", SimpleType.STRING, "Value in force")
                .item("From", SimpleType.STRING, "Where it came from: argument, property, environment or default");
        TabularType type = shape.tableBy("Key");
        table.<TabularData>attribute("Options", type, null, "Options in force, and where each came from", () -> {
            List<CompositeData> rows = new ArrayList<>();
            for (Option option : control.options()) {
                rows.add(shape.row(option.key(), option.value(), option.from()));
            }
            return Shape.table(type, rows);
        });
    }

    private void sources(BeanTable table) {
        Shape shape = new Shape("Sources", "A source of facts and its state")
                .item("Source", SimpleType.STRING, "Name of the source, e.g. kmsg")
                .item("Status", SimpleType.STRING, "OK, PARTIAL, UNAVAILABLE or OFF")
                .item("Detail", SimpleType.STRING, "Why, where it isn't OK")
                .item("Remedy", SimpleType.STRING, "The step that would grant it, where there is one");
        TabularType type = shape.tableBy("Source");
        table.<TabularData>attribute("Sources", type, null, "Each source and its state", of(h -> {
            List<CompositeData> rows = new ArrayList<>();
            for (SourceState source : h.sources()) {
                rows.add(shape.row(source.source(), source.status().name(), source.detail(), source.remedy()));
            }
            return Shape.table(type, rows);
        }));
    }

    private void operations(BeanTable table) {
        table.operation(
                        "sampleNow",
                        "Samples the host at once",
                        SimpleType.VOID,
                        MBeanOperationInfo.ACTION,
                        arguments -> {
                            control.sampleNow();
                            return null;
                        })
                .operation(
                        "explain",
                        "Reads a kernel log's text and says of every failure in it why",
                        SimpleType.STRING,
                        MBeanOperationInfo.INFO,
                        arguments -> control.explain(text(arguments)),
                        new OpenMBeanParameterInfoSupport(
                                "text",
                                "Lines of a kernel log; an input field may have joined them where they have time stamps",
                                SimpleType.STRING))
                .operation(
                        "stop",
                        "Takes the agent out of this JVM, these MBeans included",
                        SimpleType.VOID,
                        MBeanOperationInfo.ACTION,
                        arguments -> {
                            control.stop();
                            return null;
                        });
    }

    private static String text(Object[] arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof String text)) {
            throw new IllegalArgumentException("explain takes one text");
        }
        return text;
    }

    private <T> Supplier<T> of(Function<AgentHealth, T> value) {
        return () -> {
            AgentHealth h = health;
            return h == null ? null : value.apply(h);
        };
    }
}
