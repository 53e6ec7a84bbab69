// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.ZoneId;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything flows one way: sources and parsers, diagnosis, correlation, publishers, and the agent and the command line on
 * top. Read from the constant pools of the compiled classes, where every type that a class uses has its name.
 */
class FlowTest {
    private static final String ROOT = "io/github/buddyscope/";

    /**
     * What each package may use, besides itself. The name of a part stands for all its sub-packages too, but not within
     * the part, where each is named.
     */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("event", Set.of()),
            Map.entry("thread", Set.of()),
            Map.entry("entry", Set.of()),
            Map.entry("model", Set.of()),
            Map.entry("parse/procfs", Set.of("model")),
            Map.entry("parse/kernel/line", Set.of("model")),
            Map.entry("parse/kernel/prefix", Set.of("model", "text", "parse/kernel/line")),
            Map.entry("parse/kernel/header", Set.of("model", "parse/kernel/line")),
            Map.entry("parse/kernel/dump", Set.of("model", "parse/kernel/line")),
            Map.entry("parse/kernel/oom", Set.of("model", "parse/kernel/line", "parse/kernel/header")),
            Map.entry(
                    "parse/kernel/mend",
                    Set.of("model", "parse/kernel/line", "parse/kernel/header", "parse/kernel/dump")),
            Map.entry(
                    "parse/kernel",
                    Set.of(
                            "model",
                            "parse/kernel/line",
                            "parse/kernel/prefix",
                            "parse/kernel/header",
                            "parse/kernel/dump",
                            "parse/kernel/oom",
                            "parse/kernel/mend")),
            Map.entry("parse/trace", Set.of("model", "text")),
            Map.entry("parse/perfdata", Set.of()),
            Map.entry("source/procfs", Set.of("model", "parse/procfs")),
            Map.entry("source/guest", Set.of()),
            Map.entry("source/kernellog/clock", Set.of("model", "source/procfs")),
            Map.entry(
                    "source/kernellog/delivery",
                    Set.of("model", "thread", "parse/kernel", "source/guest", "source/kernellog/clock")),
            Map.entry(
                    "source/kernellog/kmsg",
                    Set.of(
                            "model",
                            "parse/kernel",
                            "source/guest",
                            "source/procfs",
                            "source/kernellog/clock",
                            "source/kernellog/delivery")),
            Map.entry(
                    "source/kernellog/file",
                    Set.of("model", "text", "parse/kernel", "source/kernellog/clock", "source/kernellog/delivery")),
            Map.entry(
                    "source/kernellog/journal",
                    Set.of(
                            "model",
                            "text",
                            "parse/kernel",
                            "source/procfs",
                            "source/kernellog/clock",
                            "source/kernellog/delivery")),
            Map.entry(
                    "source/kernellog",
                    Set.of(
                            "model",
                            "source/kernellog/clock",
                            "source/kernellog/delivery",
                            "source/kernellog/kmsg",
                            "source/kernellog/file",
                            "source/kernellog/journal")),
            Map.entry(
                    "source/tracefs",
                    Set.of("model", "text", "thread", "parse/trace", "source/guest", "source/procfs")),
            Map.entry("wire", Set.of("model", "text")),
            Map.entry("source/relay", Set.of("model", "text", "thread", "wire", "source/guest", "source/procfs")),
            Map.entry(
                    "relay",
                    Set.of(
                            "model",
                            "text",
                            "wire",
                            "parse/kernel",
                            "parse/trace",
                            "source/procfs",
                            "parse/kernel/mend",
                            "source/kernellog/clock",
                            "source/kernellog/delivery",
                            "source/kernellog/kmsg",
                            "source/tracefs")),
            Map.entry("source/jvm", Set.of("model", "text", "parse/procfs", "source/guest", "source/procfs")),
            Map.entry("recording", Set.of()),
            Map.entry("source/recording", Set.of("recording", "text", "source/jvm")),
            Map.entry("diagnosis/gfp", Set.of("model")),
            Map.entry("diagnosis/request", Set.of("model", "text", "diagnosis/gfp")),
            Map.entry("diagnosis/zone", Set.of("model", "text", "diagnosis/gfp", "diagnosis/request")),
            Map.entry(
                    "diagnosis/cause", Set.of("model", "text", "diagnosis/gfp", "diagnosis/request", "diagnosis/zone")),
            Map.entry("diagnosis/origin", Set.of("model", "diagnosis/gfp", "diagnosis/request", "diagnosis/cause")),
            Map.entry(
                    "diagnosis/advice",
                    Set.of(
                            "model",
                            "diagnosis/gfp",
                            "diagnosis/request",
                            "diagnosis/zone",
                            "diagnosis/cause",
                            "diagnosis/origin")),
            Map.entry(
                    "diagnosis",
                    Set.of(
                            "model",
                            "text",
                            "diagnosis/gfp",
                            "diagnosis/request",
                            "diagnosis/zone",
                            "diagnosis/cause",
                            "diagnosis/origin",
                            "diagnosis/advice")),
            Map.entry(
                    "diagnosis/episode",
                    Set.of("model", "text", "diagnosis/gfp", "diagnosis/cause", "diagnosis/origin", "diagnosis")),
            Map.entry("correlation/trouble", Set.of("model", "diagnosis")),
            Map.entry("correlation/timeline", Set.of("model", "correlation/trouble")),
            Map.entry(
                    "correlation/pause",
                    Set.of("model", "text", "diagnosis", "correlation/trouble", "correlation/timeline")),
            Map.entry(
                    "correlation/association", Set.of("model", "text", "correlation/trouble", "correlation/timeline")),
            Map.entry("correlation/episode", Set.of("model", "diagnosis", "correlation/trouble", "correlation/pause")),
            Map.entry(
                    "correlation/zone",
                    Set.of("model", "text", "diagnosis", "correlation/trouble", "correlation/episode")),
            Map.entry(
                    "correlation/role",
                    Set.of(
                            "model",
                            "text",
                            "diagnosis",
                            "correlation/trouble",
                            "correlation/timeline",
                            "correlation/pause",
                            "correlation/association",
                            "correlation/episode")),
            Map.entry(
                    "correlation",
                    Set.of(
                            "model",
                            "text",
                            "diagnosis",
                            "correlation/trouble",
                            "correlation/timeline",
                            "correlation/pause",
                            "correlation/association",
                            "correlation/episode",
                            "correlation/zone",
                            "correlation/role")),
            Map.entry("publish", Set.of("model", "text", "diagnosis", "correlation")),
            Map.entry("publish/text", Set.of("model", "text", "diagnosis", "correlation", "publish")),
            Map.entry("publish/report", Set.of("recording", "text", "publish/text")),
            Map.entry("publish/jmx", Set.of("model", "text", "thread", "diagnosis", "correlation", "publish")),
            Map.entry(
                    "publish/look",
                    Set.of("model", "thread", "wire", "diagnosis", "diagnosis/cause", "correlation", "publish")),
            Map.entry("publish/jfr", Set.of("model", "text", "diagnosis", "correlation", "publish", "event")),
            Map.entry("agent/runtime", Set.of("entry", "model", "text", "thread", "publish")),
            Map.entry("agent/option", Set.of("agent/runtime")),
            Map.entry(
                    "agent/watch",
                    Set.of(
                            "model",
                            "wire",
                            "parse/kernel",
                            "parse/kernel/mend",
                            "parse/trace",
                            "source/guest",
                            "source/procfs",
                            "source/kernellog/clock",
                            "source/kernellog/delivery",
                            "source/tracefs",
                            "source/relay",
                            "source/jvm",
                            "diagnosis",
                            "correlation",
                            "publish",
                            "agent/runtime")),
            Map.entry("cli/terminal", Set.of("text", "publish/text", "cli/screen")),
            Map.entry("cli/log", Set.of("model", "text", "parse/kernel", "publish/text", "cli/terminal")),
            Map.entry(
                    "cli/explain",
                    Set.of(
                            "model",
                            "text",
                            "parse/kernel",
                            "source/procfs",
                            "diagnosis",
                            "publish/text",
                            "cli/terminal",
                            "cli/log")),
            Map.entry("cli/screen", Set.of("text")),
            Map.entry(
                    "cli/watch",
                    Set.of(
                            "model",
                            "text",
                            "parse/kernel",
                            "parse/kernel/mend",
                            "parse/kernel/prefix",
                            "parse/trace",
                            "parse/perfdata",
                            "source/procfs",
                            "source/kernellog",
                            "source/kernellog/clock",
                            "source/kernellog/delivery",
                            "source/tracefs",
                            "source/relay",
                            "wire",
                            "source/jvm",
                            "diagnosis",
                            "diagnosis/request",
                            "diagnosis/zone",
                            "publish",
                            "publish/text",
                            "cli/screen")),
            Map.entry("cli/jvm", Set.of("model", "text", "entry", "agent", "cli/terminal")));

    /** The parts that have sub-packages of their own. */
    private static final List<String> PARTS =
            List.of("parse/kernel", "source/kernellog", "diagnosis", "correlation", "agent", "cli");

    /**
     * Where everything comes together: these may use all that isn't of a later one in this list, and their own
     * sub-packages.
     */
    private static final List<String> TOP = List.of("agent", "cli");

    @Test
    void noPackageUsesOneThatStandsAboveIt() throws IOException, URISyntaxException {
        Map<String, Set<String>> backwards = new TreeMap<>();
        Map<String, Set<String>> arrows = arrows();
        for (Map.Entry<String, Set<String>> used : arrows.entrySet()) {
            Set<String> allowed = allowed(used.getKey());
            Set<String> wrong = new TreeSet<>(used.getValue());
            wrong.removeIf(target -> allowed.contains(target)
                    || !partOf(target).equals(partOf(used.getKey())) && allowed.contains(partOf(target)));
            if (!wrong.isEmpty()) {
                backwards.put(used.getKey(), wrong);
            }
        }
        assertThat(arrows).containsKeys("parse/kernel", "agent", "cli");
        assertThat(backwards).isEmpty();
    }

    @Test
    void seesTheArrowsThatAreThere() throws IOException, URISyntaxException {
        assertThat(arrows().get("source/procfs")).contains("parse/procfs", "model");
        assertThat(arrows().get("cli")).contains("agent/runtime", "publish/text");
    }

    @Test
    void noPackageUsesAnotherThatUsesItInTurn() throws IOException, URISyntaxException {
        Map<String, Set<String>> left = arrows();
        boolean fewer = true;
        while (fewer) {
            Set<String> still = new TreeSet<>(left.keySet());
            fewer = left.values().removeIf(used -> used.stream().noneMatch(still::contains));
        }
        assertThat(left).isEmpty();
    }

    /** {@code parse/kernel} of {@code parse/kernel/line}: the part that a sub-package is of; else the package itself. */
    private static String partOf(String of) {
        for (String part : PARTS) {
            if (of.startsWith(part + "/")) {
                return part;
            }
        }
        return of;
    }

    private static Set<String> allowed(String of) {
        int top = TOP.indexOf(of);
        if (top < 0) {
            return MAY_USE.getOrDefault(of, Set.of());
        }
        Set<String> all = new TreeSet<>(MAY_USE.keySet());
        all.addAll(TOP.subList(0, top));
        all.removeIf(other -> TOP.indexOf(partOf(other)) > top);
        return all;
    }

    /** By package: the others that its classes use. */
    private static Map<String, Set<String>> arrows() throws IOException, URISyntaxException {
        Path classes = Path.of(
                ZoneId.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes)) {
            all.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
        }
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Path file : files) {
            String name = classes.relativize(file).toString().replace('\\', '/');
            String home = packageOf(name, 0);
            Set<String> used = arrows.computeIfAbsent(home, any -> new TreeSet<>());
            for (String constant : constants(file)) {
                for (int at = constant.indexOf(ROOT); at >= 0; at = constant.indexOf(ROOT, at + 1)) {
                    used.add(packageOf(constant, at));
                }
            }
            used.remove(home);
            used.remove("");
        }
        return arrows;
    }

    /** {@code parse/kernel} of {@code io/github/buddyscope/parse/kernel/Scan}, also within a descriptor; "" of the root's. */
    private static String packageOf(String text, int at) {
        int from = at + ROOT.length();
        int end = from;
        int slash = from - 1;
        while (end < text.length() && (Character.isJavaIdentifierPart(text.charAt(end)) || text.charAt(end) == '/')) {
            if (text.charAt(end) == '/') {
                slash = end;
            }
            end++;
        }
        return slash < from ? "" : text.substring(from, slash);
    }

    /** The strings of a class file's constant pool: names, descriptors and signatures are among them (JVMS 4.4). */
    private static List<String> constants(Path file) throws IOException {
        List<String> strings = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(raw)) {
            in.skipNBytes(8); // magic and version
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> strings.add(in.readUTF());
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // a long or double takes two entries
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException(file + ": constant of unknown tag " + tag);
                }
            }
        }
        return strings;
    }
}
