// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM with the test classes on its class path, its output kept. */
final class ForkedJvm implements AutoCloseable {
    static final Path AGENT = Path.of(System.getProperty("buddyscope.jar"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(3);

    private static final long MANNERS_SECONDS = 20;

    private final Process process;
    private final boolean underAnother;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final List<Thread> readers;

    private ForkedJvm(Process process, boolean underAnother) {
        this.process = process;
        this.underAnother = underAnother;
        this.readers = List.of(keep(process.getInputStream(), out), keep(process.getErrorStream(), err));
    }

    static Builder of(Jdk jdk) {
        return new Builder(jdk);
    }

    static final class Builder {
        private final Jdk jdk;
        private String classPath = testClasses();
        private final List<String> under = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> environment = new java.util.HashMap<>();

        private Builder(Jdk jdk) {
            this.jdk = jdk;
        }

        Builder flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        Builder agent(String options) {
            return agent(AGENT, options);
        }

        /** From a jar of its own. */
        Builder agent(Path jar, String options) {
            return flags("-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options));
        }

        boolean hasAgent() {
            return flags.stream().anyMatch(flag -> flag.startsWith("-javaagent:"));
        }

        /** Begins the command line with this, such as another command that runs it. */
        Builder under(String... command) {
            under.addAll(List.of(command));
            return this;
        }

        Builder classPath(Path more) {
            classPath = classPath + File.pathSeparator + more;
            return this;
        }

        Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        ForkedJvm run(Class<?> main, String... arguments) {
            return start(List.of("-cp", classPath, main.getName()), arguments);
        }

        /** The command line of the shaded jar. */
        ForkedJvm command(String... arguments) {
            return command(AGENT, arguments);
        }

        /** The same of a copy. */
        ForkedJvm command(Path jar, String... arguments) {
            return start(List.of("-jar", jar.toString()), arguments);
        }

        private ForkedJvm start(List<String> what, String... arguments) {
            List<String> command = new ArrayList<>(under);
            command.addAll(List.of(jdk.tool("java"), "-Xmx256m"));
            command.addAll(flags);
            command.addAll(what);
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            try {
                return new ForkedJvm(builder.start(), !under.isEmpty());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String testClasses() {
            try {
                return new File(ForkedJvm.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .getPath();
            } catch (java.net.URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Thread keep(InputStream from, StringBuffer to) {
        Thread reader = new Thread(() -> {
            try (from) {
                byte[] buffer = new byte[8192];
                for (int read; (read = from.read(buffer)) >= 0; ) {
                    to.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException ended) {
                // the process was killed
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it has, and all that it printed is here. */
    private boolean ended() {
        return !alive() && readers.stream().noneMatch(Thread::isAlive);
    }

    /** Fails where it has ended without that, and says what it printed instead. */
    private void mayStillPrint(Object what, BooleanSupplier printed) {
        if (ended() && !printed.getAsBoolean()) {
            throw new AssertionError("it ended without it: " + what + "\n" + this);
        }
    }

    /** Waits until the output has that text. */
    ForkedJvm awaitOut(String text) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .failFast(() -> mayStillPrint(text, () -> out().contains(text)))
                .until(() -> out().contains(text));
        return this;
    }

    /** Waits until the output has a part like that. */
    Matcher awaitMatch(Pattern pattern) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .failFast(() ->
                        mayStillPrint(pattern, () -> pattern.matcher(out()).find()))
                .until(
                        () -> {
                            Matcher found = pattern.matcher(out());
                            return found.find() ? found : null;
                        },
                        found -> found != null);
    }

    ForkedJvm awaitErr(String text) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .failFast(() -> mayStillPrint(text, () -> err().contains(text)))
                .until(() -> err().contains(text));
        return this;
    }

    /** Gives the program a line on its standard input. */
    ForkedJvm say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Forgets what was printed so far. */
    ForkedJvm forgetOut() {
        out.setLength(0);
        return this;
    }

    /** Asks it to end, by SIGTERM. */
    ForkedJvm terminate() {
        process.destroy();
        return this;
    }

    /** Ends the program's standard input. */
    ForkedJvm closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits for the end and returns the exit code, with all output read. */
    int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends by itself: %s", this)
                    .isTrue();
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (underAnother && alive()) {
                closeInput(); // what runs it has something to give back
                process.waitFor(MANNERS_SECONDS, TimeUnit.SECONDS);
            }
            process.destroyForcibly();
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Files.deleteIfExists(Tracing.instance(pid())); // a JVM that was killed leaves it behind
        } catch (IOException nothingToBeRemoved) {
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "pid " + pid() + "\nstdout: " + out + "\nstderr: " + err;
    }
}
