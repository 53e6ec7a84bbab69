// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.diagnosis.request.NodeList;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Request;
import java.util.List;

/** Limits that somebody set: of control groups, cpusets, memory policies, and devices. */
final class LimitAdvice {
    private static final String CGROUP_V1 = "kernel documentation, admin-guide/cgroup-v1/memory.rst";
    private static final String CGROUP = "kernel documentation, admin-guide/cgroup-v2.rst";

    private LimitAdvice() {}

    static void cgroup(Circumstances here, List<Advice> advice) {
        OomKill kill = here.attempt().report().detail() instanceof OomKill oom ? oom : null;
        String path = kill == null || kill.memcg() == null ? null : kill.memcg();
        Long limitKb = kill != null && kill.limitKb() != null ? kill.limitKb() : null;
        if (limitKb == null) {
            limitKb = here.host().cgroupLimitKb();
        }
        boolean known = limitKb != null && limitKb > 0 && limitKb < 1L << 40;
        long moreKb = known ? limitKb + limitKb / 4 : 0;
        String value = known ? String.valueOf(moreKb * 1024) : "BYTES";
        String now = known ? " (now " + limitKb + " kB: a quarter more)" : "";
        advice.add(new Advice(
                (onlyFirstVersion(here) ? "memory.limit_in_bytes" : "memory.max") + " of the control group",
                raise(path, value, onlyFirstVersion(here)) + now,
                "the limit was reached, not the host's memory: with a higher one the group may use more of it",
                "that memory isn't there for others; more than the host has helps nobody",
                kept(path, onlyFirstVersion(here)),
                onlyFirstVersion(here) ? CGROUP_V1 : CGROUP));
        if (java(here, kill)) {
            advice.add(new Advice(
                    "the JVM's own limits",
                    "-Xmx, -XX:MaxDirectMemorySize and -XX:MaxMetaspaceSize so that together with the threads' stacks and"
                            + " the code cache they stay below the limit"
                            + (known ? " of " + limitKb + " kB" : "")
                            + ": for a start a heap of half of it",
                    "direct buffers, metaspace and stacks count against the limit like the heap, and only the heap is sized"
                            + " by the limit on its own",
                    "a heap that is too small collects all the time; without room for direct buffers the JVM throws"
                            + " OutOfMemoryError",
                    "the options in the service's start script or JAVA_TOOL_OPTIONS",
                    "java(1)"));
        }
    }

    /** Before 4.5 there was no memory controller in cgroup v2. */
    private static boolean onlyFirstVersion(Circumstances here) {
        KernelVersion kernel = here.attempt().version();
        return kernel != null && !kernel.atLeast(4, 5);
    }

    private static boolean java(Circumstances here, OomKill kill) {
        FailureReport report = here.attempt().report();
        return kill != null && "java".equals(kill.victim())
                || "java".equals(report.origin().task());
    }

    /** By who made the group, as its path shows. */
    private static String raise(String path, String value, boolean onlyFirst) {
        String unit = unit(path);
        if (container(path)) {
            return "docker update --memory " + value + " CONTAINER, or resources.limits.memory of the pod";
        }
        if (unit != null) {
            return "systemctl set-property --runtime " + unit + (onlyFirst ? " MemoryLimit=" : " MemoryMax=") + value;
        }
        String group = Settings.safe(path, "/GROUP");
        String first = "/sys/fs/cgroup/memory" + group + "/memory.limit_in_bytes";
        return "echo " + value + " > "
                + (onlyFirst ? first : "/sys/fs/cgroup" + group + "/memory.max, or with cgroup v1 to " + first);
    }

    private static String kept(String path, boolean onlyFirst) {
        if (container(path)) {
            return "the container's own definition";
        }
        String unit = unit(path);
        String setting = onlyFirst ? "MemoryLimit=" : "MemoryMax=";
        return unit != null
                ? "systemctl set-property " + unit + " without --runtime, or " + setting + " in the unit's file"
                : "where the group is made: " + setting + " of a systemd unit, the container's definition";
    }

    private static boolean container(String path) {
        return path != null
                && (path.contains("docker")
                        || path.contains("kubepods")
                        || path.contains("crio")
                        || path.contains("containerd")
                        || path.contains("libpod"));
    }

    /** The last systemd unit on the path whose name may stand in a command; null where there's none. */
    private static String unit(String path) {
        String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        boolean unit = name.endsWith(".service") || name.endsWith(".slice") || name.endsWith(".scope");
        return unit && !Settings.safe(name, "").isEmpty() ? name : null;
    }

    static void nodes(Circumstances here, List<Advice> advice) {
        Request request = here.attempt().report().request();
        String mems = request == null ? null : request.memsAllowed();
        String now = mems == null || Settings.safe(mems.replace(',', '.'), "").isEmpty()
                ? ""
                : " (now " + NodeList.named(mems) + ")";
        advice.add(new Advice(
                "cpuset.mems or numactl",
                "echo NODES > /sys/fs/cgroup/GROUP/cpuset.mems with the nodes that have memory" + now
                        + "; where numactl bound it, numactl --preferred=N instead of --membind",
                "the limit kept the request from memory that was free",
                "memory of another node is slower to reach",
                "AllowedMemoryNodes= or NUMAPolicy= of the systemd unit, or the container's definition",
                CGROUP + ", admin-guide/mm/numa_memory_policy.rst"));
    }

    static void lowZone(List<Advice> advice) {
        advice.add(new Advice(
                "the driver that asks for low memory",
                "a newer driver or a device with a wider DMA mask; else a driver option for fewer or smaller buffers"
                        + " (modinfo shows the options)",
                "only low zones can serve it, whatever else is free",
                "none for the host",
                "options MODULE NAME=VALUE in a file of /etc/modprobe.d",
                "kernel documentation, core-api/dma-api-howto.rst"));
    }
}
