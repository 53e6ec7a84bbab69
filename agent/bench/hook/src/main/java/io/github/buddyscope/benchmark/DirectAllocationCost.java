// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@link DirectAllocation} in fresh JVMs, without the agent and with it in turn, so that what else the machine does falls
 * on both, and of each JVM's short iterations the lower decile. Prints every pair and the median and spread of their
 * differences.
 */
public final class DirectAllocationCost {
    private DirectAllocationCost() {}

    /** @param arguments the agent with its options, as after {@code -javaagent:}, and the number of rounds */
    public static void main(String[] arguments) throws RunnerException {
        if (arguments.length < 1) {
            System.err.println("usage: java -jar benchmarks.jar BUDDYSCOPE.JAR[=OPTIONS] [ROUNDS [THREADS]]");
            System.exit(2);
        }
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        Map<String, List<double[]>> pairs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            boolean agentFirst = round % 2 == 1;
            Map<String, Double> first = scores(agentFirst ? arguments[0] : null, threads);
            Map<String, Double> second = scores(agentFirst ? null : arguments[0], threads);
            for (Map.Entry<String, Double> score : first.entrySet()) {
                double other = second.get(score.getKey());
                double[] pair =
                        agentFirst ? new double[] {other, score.getValue()} : new double[] {score.getValue(), other};
                pairs.computeIfAbsent(score.getKey(), any -> new ArrayList<>()).add(pair);
                System.out.printf(
                        "round %2d, %6s bytes: without %8.1f ns, with %8.1f ns, %+7.1f ns%n",
                        round + 1, score.getKey(), pair[0], pair[1], pair[1] - pair[0]);
            }
        }
        pairs.forEach(DirectAllocationCost::summarise);
    }

    private static Map<String, Double> scores(String agent, int threads) throws RunnerException {
        List<String> flags = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"));
        if (agent != null) {
            flags.add("-javaagent:" + agent);
        }
        Options options = new OptionsBuilder()
                .include(DirectAllocation.class.getName())
                .verbosity(VerboseMode.SILENT)
                .threads(threads)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(15)
                .measurementTime(TimeValue.milliseconds(200))
                .jvmArgs(flags.toArray(String[]::new))
                .build();
        Map<String, Double> scores = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            scores.put(result.getParams().getParam("size"), leastDisturbed(result));
        }
        return scores;
    }

    /** Lower decile of the iterations: what else a shared machine does only ever adds. */
    private static double leastDisturbed(RunResult result) {
        double[] iterations = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .sorted()
                .toArray();
        return quantile(iterations, 0.1);
    }

    private static void summarise(String size, List<double[]> pairs) {
        double[] without = pairs.stream().mapToDouble(pair -> pair[0]).sorted().toArray();
        double[] with = pairs.stream().mapToDouble(pair -> pair[1]).sorted().toArray();
        double[] added =
                pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).sorted().toArray();
        System.out.printf(
                "%6s bytes: without %.1f ns, with %.1f ns (medians); added %+.1f ns (%+.2f %%), middle half %+.1f to %+.1f,"
                        + " all %s%n",
                size,
                quantile(without, 0.5),
                quantile(with, 0.5),
                quantile(added, 0.5),
                100 * quantile(added, 0.5) / quantile(without, 0.5),
                quantile(added, 0.25),
                quantile(added, 0.75),
                Arrays.toString(
                        Arrays.stream(added).map(v -> Math.rint(v * 10) / 10).toArray()));
    }

    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = below + 1 < sorted.length ? sorted[below + 1] : sorted[below];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }
}
