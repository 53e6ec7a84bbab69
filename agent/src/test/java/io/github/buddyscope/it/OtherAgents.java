// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;

/** Agents that stand beside ours in one JVM, with our rules for them. */
final class OtherAgents {
    static final Path FLEETS = Path.of("../docs/fleets").toAbsolutePath().normalize();
    static final Path EXPORTER = jar("jmx_prometheus_javaagent.jar");
    static final Path OPEN_TELEMETRY = jar("opentelemetry-javaagent.jar");

    private OtherAgents() {}

    private static Path jar(String name) {
        return Path.of(System.getProperty("other.agents")).resolve(name);
    }

    /** Options of the exporter on that port of this machine. */
    static String exporterOn(int port) {
        return "127.0.0.1:" + port + ":" + FLEETS.resolve("jmx_exporter.yml");
    }

    /** async-profiler's library, taken out of its jar. */
    static Path profilerIn(Path directory) {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        Path library = directory.resolve("libasyncProfiler.so");
        try (JarFile jar = new JarFile(jar("async-profiler.jar").toFile());
                InputStream in = jar.getInputStream(jar.getEntry(machine + "/libasyncProfiler.so"))) {
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
