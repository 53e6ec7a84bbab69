// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JVM as JMX and the kernel show it. */
final class WatchedJvm {
    final MBeanServerConnection server;
    final JMXServiceURL address;
    final List<Map<String, Long>> samples = new ArrayList<>();
    final List<Long> seconds = new ArrayList<>();
    private final long begin = System.nanoTime();
    private final Path proc;
    final boolean carries;

    WatchedJvm(String pid, boolean carries) throws Exception {
        this.carries = carries;
        proc = Path.of("/proc", pid);
        VirtualMachine machine = VirtualMachine.attach(pid);
        address = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        JMXConnector connector = JMXConnectorFactory.connect(address);
        connector.addConnectionNotificationListener((told, x) -> System.out.println(told.getMessage()), null, null);
        server = connector.getMBeanServerConnection();
    }

    /** Of the agent's. */
    static ObjectName bean(String type) throws Exception {
        return new ObjectName("buddyscope:type=" + type);
    }

    long number(String type, String attribute) throws Exception {
        Object value = server.getAttribute(bean(type), attribute);
        return value == null ? 0 : ((Number) value).longValue();
    }

    void sample() throws Exception {
        sampleUnless(() -> false);
    }

    void sampleUnless(BooleanSupplier disturbed) throws Exception {
        server.invoke(new ObjectName("java.lang:type=Memory"), "gc", null, null);
        Map<String, Long> now = new LinkedHashMap<>();
        now.put("heap kB", used("java.lang:type=Memory", "HeapMemoryUsage"));
        now.put("metaspace kB", used("java.lang:type=MemoryPool,name=Metaspace", "Usage"));
        now.put("classes", classes());
        List<String> threads = threads();
        threads.removeIf(name -> name.startsWith("RMI ") || name.startsWith("JMX ") || name.contains(" CompilerThre"));
        now.put("threads", (long) threads.size());
        now.put("agent threads", threads.stream().filter(name -> name.startsWith("buddyscope")).count());
        long[] handles = handles();
        now.put("files", handles[0]);
        now.put("sockets", handles[1]);
        now.put("direct kB", ((Number) server.getAttribute(
                                new ObjectName("java.nio:type=BufferPool,name=direct"), "MemoryUsed"))
                        .longValue()
                >> 10);
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                now.put("resident kB", Long.valueOf(line.replaceAll("\\D", "")));
            }
        }
        if (!disturbed.getAsBoolean()) {
            samples.add(now);
            seconds.add((System.nanoTime() - begin) / 1_000_000_000L);
        }
    }

    /** Of its hierarchy: the JVM's own count takes each redefinition for one more, and never takes it off again. */
    private long classes() throws Exception {
        return diagnose("vmClassHierarchy").lines().count();
    }

    /** What one of the commands says that jcmd has, too. */
    String diagnose(String command, String... arguments) throws Exception {
        return (String) server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                command,
                new Object[] {arguments},
                new String[] {String[].class.getName()});
    }

    private long used(String name, String attribute) throws Exception {
        return (Long) ((CompositeData) server.getAttribute(new ObjectName(name), attribute)).get("used") >> 10;
    }

    long agentThreads() {
        return threads().stream().filter(name -> name.startsWith("buddyscope")).count();
    }

    /** As the kernel has them, the JVM's own included. */
    private List<String> threads() {
        List<String> names = new ArrayList<>();
        for (String id : list("task")) {
            try {
                names.add(Files.readString(proc.resolve("task").resolve(id).resolve("comm")).strip());
            } catch (IOException gone) {
                continue;
            }
        }
        return names;
    }

    /** Of files and such, and of sockets. */
    private long[] handles() {
        long[] count = new long[2];
        for (String id : list("fd")) {
            try {
                String target = Files.readSymbolicLink(proc.resolve("fd").resolve(id)).toString();
                count[target.startsWith("socket:") ? 1 : 0]++;
            } catch (IOException gone) {
                continue;
            }
        }
        return count;
    }

    private String[] list(String directory) {
        String[] names = new File(proc.toFile(), directory).list();
        return names == null ? new String[0] : names;
    }

    String last() {
        return samples.isEmpty() ? "-" : samples.get(samples.size() - 1).values().toString();
    }
}
