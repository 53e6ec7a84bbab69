// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import io.github.buddyscope.sample.gateway.Gateway;
import io.github.buddyscope.sample.load.LoadDriver;
import io.github.buddyscope.sample.load.LoadPlan;
import io.github.buddyscope.sample.recording.EventWait;
import io.github.buddyscope.sample.recording.VerdictReport;
import io.github.buddyscope.sample.truth.Comparison;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The gateway, the load driver and the reader of recordings, in one jar. */
public final class Main {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_WAIT_SECONDS = 3_600;

    static final String USAGE = """
            usage: java -jar sample-app.jar [--port N]
                     serves on 127.0.0.1:N (default 8080; 0 takes a free port), until it is told to stop
                   java -jar sample-app.jar load URL [--seconds N] [--connections N] [--requests N]
                     sends mixed requests to a gateway on this host (default 10 s, 4 connections)
                   java -jar sample-app.jar verdicts RECORDING.jfr [--since EPOCH-SECONDS]
                     prints the kernel failures and verdicts in a recording
                   java -jar sample-app.jar await REPOSITORY EVENT [FIELD=VALUE] [--seconds N] [--since EPOCH-SECONDS]
                     waits until a running JVM has written an event of that name (default 30 s)
                   java -jar sample-app.jar compare DIRECTORY
                     holds the verdicts in DIRECTORY/recording.jfr against the lab's trace beside it
            exit:  0 done, 1 nothing found or no request answered, 2 wrong usage, 3 input that can't be read
            """;

    private Main() {}

    public static void main(String[] args) {
        int status = run(args, utf8(System.out), utf8(System.err));
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs one command; the exit status of {@link #USAGE}. */
    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            String command = args.length == 0 || args[0].startsWith("--port") ? "serve" : args[0];
            return switch (command) {
                case "serve" -> serve(Arguments.parse(args, args.length > 0 && args[0].equals("serve") ? 1 : 0), out);
                case "load" -> load(Arguments.parse(args, 1), out);
                case "verdicts" -> verdicts(Arguments.parse(args, 1), out);
                case "await" -> await(Arguments.parse(args, 1), out);
                case "compare" -> compare(Arguments.parse(args, 1), out);
                case "help", "--help", "-h" -> {
                    out.print(USAGE);
                    yield 0;
                }
                default -> throw new UsageException("there is no command '" + command + "'");
            };
        } catch (UsageException e) {
            err.println("sample-app: " + e.getMessage());
            err.print(USAGE);
            return 2;
        } catch (IOException e) {
            err.println("sample-app: " + e.getMessage());
            return 3;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int serve(Arguments arguments, PrintStream out) throws IOException, InterruptedException {
        int port = (int) arguments.number("--port", 8080, 0, MAX_PORT);
        arguments.expect(0, "the service takes --port only");
        Gateway gateway = Gateway.start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-stop"));
        out.println("sample-app: listening on http://127.0.0.1:" + gateway.port() + "/");
        gateway.awaitClose();
        return 0;
    }

    private static int load(Arguments arguments, PrintStream out) throws IOException, InterruptedException {
        LoadPlan plan = LoadPlan.of(
                (int) arguments.number("--seconds", 10, 1, LoadPlan.MAX_SECONDS),
                (int) arguments.number("--connections", 4, 1, LoadPlan.MAX_CONNECTIONS),
                (int) arguments.number("--requests", LoadPlan.MAX_REQUESTS, 1, LoadPlan.MAX_REQUESTS),
                arguments.expect(1, "load takes the URL of a gateway")[0]);
        return LoadDriver.run(plan, out);
    }

    private static int verdicts(Arguments arguments, PrintStream out) throws IOException {
        Instant since = since(arguments);
        Path recording = Path.of(arguments.expect(1, "verdicts takes the path of a recording")[0]);
        return VerdictReport.print(recording, since, out);
    }

    private static int await(Arguments arguments, PrintStream out) throws IOException, InterruptedException {
        Duration limit = Duration.ofSeconds(arguments.number("--seconds", 30, 1, MAX_WAIT_SECONDS));
        Instant since = since(arguments);
        String[] words = arguments.expect(2, 3, "await takes a repository and the name of an event, and FIELD=VALUE");
        String condition = words.length == 3 ? words[2] : null;
        if (condition != null && condition.indexOf('=') < 1) {
            throw new UsageException("what the event is to have is FIELD=VALUE, not '" + condition + "'");
        }
        return EventWait.await(Path.of(words[0]), words[1], condition, since, limit, out);
    }

    private static int compare(Arguments arguments, PrintStream out) throws IOException {
        return Comparison.print(Path.of(arguments.expect(1, "compare takes the directory of a starved run")[0]), out);
    }

    private static Instant since(Arguments arguments) throws UsageException {
        return Instant.ofEpochSecond(arguments.number("--since", 0, 0, Integer.MAX_VALUE * 2L));
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
