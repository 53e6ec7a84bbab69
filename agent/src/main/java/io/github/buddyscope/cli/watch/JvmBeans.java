// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Agent;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.model.JvmSample.From;
import io.github.buddyscope.model.JvmSample.Pool;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Reads a JVM's MBeans: the platform's, and ours where the agent is there. What is missing is left out. */
final class JvmBeans {
    private static final String RUNTIME = "java.lang:type=Runtime";
    private static final String MEMORY = "java.lang:type=Memory";
    private static final String POOL = "java.nio:type=BufferPool,name=";
    private static final int LONGEST = 400;

    private final MBeanServerConnection server;

    JvmBeans(MBeanServerConnection server) {
        this.server = server;
    }

    /** @throws IOException when the JVM is gone, or the connection is */
    JvmSample read() throws IOException {
        Map<String, Object> runtime = attributes(name(RUNTIME), "VmName", "SpecVersion", "VmVersion", "Uptime");
        Map<String, Object> memory = attributes(name(MEMORY), "HeapMemoryUsage");
        CompositeData heap = memory.get("HeapMemoryUsage") instanceof CompositeData usage ? usage : null;
        return new JvmSample(
                From.CONNECTOR,
                System.nanoTime(),
                "Java " + version(text(runtime.get("VmVersion"), text(runtime.get("SpecVersion"), "?"))),
                number(runtime.get("Uptime")),
                heap == null ? -1 : number(heap.get("used")),
                heap == null ? -1 : number(heap.get("max")),
                collectors(),
                pool("direct"),
                pool("mapped"),
                agent());
    }

    /** {@code 17.0.15} of {@code 17.0.15+6-Debian-1deb12u1}. */
    private static String version(String vm) {
        int plus = vm.indexOf('+');
        return plus > 0 ? vm.substring(0, plus) : vm;
    }

    private List<Collector> collectors() throws IOException {
        List<Collector> collectors = new ArrayList<>();
        for (ObjectName bean : server.queryNames(name("java.lang:type=GarbageCollector,*"), null)) {
            Map<String, Object> gc = attributes(bean, "CollectionCount", "CollectionTime", "LastGcInfo");
            CompositeData last = gc.get("LastGcInfo") instanceof CompositeData info ? info : null;
            collectors.add(new Collector(
                    text(bean.getKeyProperty("name"), "?"),
                    number(gc.get("CollectionCount")),
                    number(gc.get("CollectionTime")),
                    last == null ? -1 : number(last.get("duration")),
                    last == null ? -1 : number(last.get("endTime"))));
        }
        return collectors;
    }

    private Pool pool(String name) throws IOException {
        Map<String, Object> pool = attributes(name(POOL + name), "Count", "TotalCapacity", "MemoryUsed");
        return pool.isEmpty()
                ? Pool.UNKNOWN
                : new Pool(
                        number(pool.get("Count")), number(pool.get("TotalCapacity")), number(pool.get("MemoryUsed")));
    }

    private Agent agent() throws IOException {
        Map<String, Object> agent = attributes(name("buddyscope:type=Agent"), "Version");
        if (agent.isEmpty()) {
            return null;
        }
        Map<String, Object> direct =
                attributes(name("buddyscope:type=DirectBuffers"), "AllocatedBytesPerSecond", "PoolLimitBytes");
        Map<String, Object> stalls = attributes(name("buddyscope:type=Stalls"), "ThisJvmStallMillis");
        Map<String, Object> verdicts =
                attributes(name("buddyscope:type=Correlation"), "LastVerdict", "LastSummary", "LastJvmRole");
        CompositeData verdict = verdicts.get("LastVerdict") instanceof CompositeData data ? data : null;
        return new Agent(
                text(agent.get("Version"), ""),
                direct.get("AllocatedBytesPerSecond") instanceof Number rate ? (Double) rate.doubleValue() : null,
                direct.get("PoolLimitBytes") instanceof Number limit ? (Long) limit.longValue() : null,
                stalls.get("ThisJvmStallMillis") instanceof Number millis ? (Double) millis.doubleValue() : null,
                verdict != null && item(verdict, "Time") instanceof Date time ? time.toInstant() : (Instant) null,
                verdict == null ? null : text(item(verdict, "Cause"), "UNKNOWN"),
                verdicts.get("LastJvmRole") instanceof String role ? text(role, "") : null,
                text(verdicts.get("LastSummary"), ""));
    }

    private static Object item(CompositeData data, String name) {
        return data.containsKey(name) ? data.get(name) : null;
    }

    /** Those that the bean has and tells; empty where there's no such bean. */
    private Map<String, Object> attributes(ObjectName bean, String... names) throws IOException {
        Map<String, Object> values = new HashMap<>();
        try {
            for (Attribute attribute : server.getAttributes(bean, names).asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
        } catch (InstanceNotFoundException absent) {
            return values;
        } catch (JMException | RuntimeException unreadable) {
            return values;
        }
        return values;
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    private static String text(Object value, String otherwise) {
        return value instanceof String text ? SafeText.line(text, LONGEST) : otherwise;
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
