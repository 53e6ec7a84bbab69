// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** This host's tracefs as anyone can look at it. */
final class Tracing {
    static final Path ROOT = Path.of("/sys/kernel/tracing");

    private Tracing() {}

    static Path instance(long pid) {
        return ROOT.resolve("instances").resolve("buddyscope-" + pid);
    }

    static List<String> instances() {
        try (Stream<Path> all = Files.list(ROOT.resolve("instances"))) {
            return all.map(instance -> instance.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that is set outside of instances, by file. */
    static TreeMap<String, String> settings() {
        TreeMap<String, String> settings = new TreeMap<>();
        for (String file : List.of(
                "trace_clock",
                "buffer_size_kb",
                "buffer_percent",
                "tracing_on",
                "tracing_cpumask",
                "current_tracer",
                "set_event",
                "set_event_pid",
                "set_event_notrace_pid",
                "trace_options",
                "saved_cmdlines_size",
                "tracing_thresh",
                "events/enable",
                "events/kmem/mm_page_alloc/filter",
                "events/kmem/mm_page_alloc/enable",
                "events/kmem/mm_page_alloc/trigger",
                "events/vmscan/enable",
                "events/compaction/enable",
                "events/oom/enable")) {
            settings.put(file, text(ROOT.resolve(file)));
        }
        return settings;
    }

    static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = new byte[65_536];
            int length = in.read(bytes);
            return new String(bytes, 0, Math.max(0, length), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }
}
