// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Agent;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.model.JvmSample.From;
import io.github.buddyscope.model.JvmSample.Pool;
import io.github.buddyscope.text.JsonObject;
import io.github.buddyscope.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an agent tells of its JVM when a command asks. */
public final class JvmJson {
    private static final int MOST_COLLECTORS = 16;
    private static final int LONGEST_SUMMARY = 400;
    private static final double MICROS = 1_000;

    private JvmJson() {}

    /** The line with its end, ASCII; never longer than {@link Protocol#LONGEST_LINE}. */
    public static byte[] line(JvmSample sample) {
        List<JsonObject> collectors = new ArrayList<>();
        for (Collector collector : sample.collectors()) {
            if (collectors.size() < MOST_COLLECTORS) {
                collectors.add(new JsonObject()
                        .text("name", cut(collector.name(), 100))
                        .number("count", collector.count())
                        .number("millis", collector.timeMillis())
                        .number("last", collector.lastMillis())
                        .number("end", collector.lastEndMillis()));
            }
        }
        Agent agent = sample.agent();
        JsonObject object = new JsonObject()
                .text("vm", cut(sample.vm(), 100))
                .number("uptime", sample.uptimeMillis())
                .number("heap", sample.heapUsed())
                .number("heapMax", sample.heapMax())
                .objects("collectors", collectors)
                .object("direct", pool(sample.direct()))
                .object("mapped", pool(sample.mapped()))
                .object("agent", agent == null ? null : agent(agent));
        return (object + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonObject pool(Pool pool) {
        return new JsonObject()
                .number("count", pool.count())
                .number("capacity", pool.capacity())
                .number("used", pool.used());
    }

    private static JsonObject agent(Agent agent) {
        return new JsonObject()
                .text("version", cut(agent.version(), 100))
                .number("rate", agent.directPerSecond() == null ? null : Math.round(agent.directPerSecond()))
                .number("limit", agent.directLimit())
                .number("stallMicros", agent.stallMillis() == null ? null : Math.round(agent.stallMillis() * MICROS))
                .number(
                        "verdict",
                        agent.verdictTime() == null ? null : agent.verdictTime().toEpochMilli())
                .text("cause", agent.cause())
                .text("role", agent.jvmRole())
                .text("summary", cut(agent.summary(), LONGEST_SUMMARY));
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    /**
     * What such a line says.
     *
     * @param nanos when it came, {@link System#nanoTime()}
     * @throws Refusal where it is none
     */
    public static JvmSample read(String line, long nanos) throws Refusal {
        Fields fields = JsonReader.read(line);
        String vm = line(fields, "vm", null);
        if (vm == null) {
            throw new Refusal("no answer of an agent's");
        }
        List<Collector> collectors = new ArrayList<>();
        for (Fields each : fields.objects("collectors")) {
            if (collectors.size() < MOST_COLLECTORS) {
                collectors.add(new Collector(
                        line(each, "name", "?"),
                        each.number("count", -1),
                        each.number("millis", -1),
                        each.number("last", -1),
                        each.number("end", -1)));
            }
        }
        return new JvmSample(
                From.AGENT,
                nanos,
                vm,
                fields.number("uptime", -1),
                fields.number("heap", -1),
                fields.number("heapMax", -1),
                collectors,
                pool(fields.object("direct")),
                pool(fields.object("mapped")),
                agent(fields.object("agent")));
    }

    private static Pool pool(Fields pool) {
        return pool == null
                ? Pool.UNKNOWN
                : new Pool(pool.number("count", -1), pool.number("capacity", -1), pool.number("used", -1));
    }

    private static Agent agent(Fields agent) {
        if (agent == null) {
            return null;
        }
        Long rate = agent.number("rate");
        Long micros = agent.number("stallMicros");
        Long verdict = agent.number("verdict");
        return new Agent(
                line(agent, "version", ""),
                rate == null ? null : (Double) rate.doubleValue(),
                agent.number("limit"),
                micros == null ? null : (Double) (micros / MICROS),
                verdict == null ? null : Instant.ofEpochMilli(verdict),
                verdict == null ? null : line(agent, "cause", "UNKNOWN"),
                line(agent, "role", null),
                line(agent, "summary", ""));
    }

    private static String line(Fields fields, String name, String otherwise) {
        String text = fields.text(name);
        return text == null ? otherwise : SafeText.line(text, LONGEST_SUMMARY);
    }
}
