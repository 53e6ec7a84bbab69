// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.text.JsonObject;
import io.github.buddyscope.wire.Message.Attempt;
import io.github.buddyscope.wire.Message.Challenge;
import io.github.buddyscope.wire.Message.Counts;
import io.github.buddyscope.wire.Message.Failure;
import io.github.buddyscope.wire.Message.Greeting;
import io.github.buddyscope.wire.Message.Hello;
import io.github.buddyscope.wire.Message.Identity;
import io.github.buddyscope.wire.Message.Lost;
import io.github.buddyscope.wire.Message.Named;
import io.github.buddyscope.wire.Message.Position;
import io.github.buddyscope.wire.Message.Present;
import io.github.buddyscope.wire.Message.Refused;
import io.github.buddyscope.wire.Message.Source;
import io.github.buddyscope.wire.Message.Stalled;
import java.nio.charset.StandardCharsets;

/** Messages as lines. */
public final class MessageWriter {
    private MessageWriter() {}

    /** The line with its end, ASCII; null where it would be longer than {@link Protocol#LONGEST_LINE}. */
    public static byte[] line(Message message) {
        String line = object(message) + "\n";
        return line.length() > Protocol.LONGEST_LINE ? null : line.getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonObject object(Message message) {
        if (message instanceof Stalled stalled) {
            return TraceJson.stall(
                    type("stall").number("n", stalled.n()).text("own", stalled.thread()), stalled.stall());
        }
        if (message instanceof Attempt attempt) {
            return TraceJson.failure(
                    type("attempt").number("n", attempt.n()).text("own", attempt.thread()), attempt.failure());
        }
        if (message instanceof Failure failure) {
            return type("failure")
                    .number("seq", failure.seq())
                    .number("nanos", failure.nanos())
                    .number("errorNanos", failure.errorNanos())
                    .flag("live", failure.live())
                    .text("own", failure.thread())
                    .object("report", ReportJson.write(failure.report()));
        }
        if (message instanceof Counts counts) {
            return type("counts")
                    .number("lines", counts.lines())
                    .number("linesLost", counts.linesLost())
                    .number("at", counts.at())
                    .number("since", counts.sinceNanos())
                    .flag("failures", counts.failures())
                    .number("events", counts.events())
                    .number("eventsLost", counts.eventsLost())
                    .number("eventsDropped", counts.eventsDropped())
                    .number("mixed", counts.mixed());
        }
        if (message instanceof Lost lost) {
            return type("lost")
                    .text("what", lost.what())
                    .number("lost", lost.count())
                    .text("why", lost.why());
        }
        return rare(message);
    }

    private static JsonObject rare(Message message) {
        if (message instanceof Hello hello) {
            return type("hello")
                    .number("version", hello.version())
                    .number("least", hello.least())
                    .text("software", hello.software())
                    .number("pid", hello.pid())
                    .number("tid", hello.tid())
                    .bool("kernel", hello.kernel())
                    .bool("trace", hello.trace())
                    .object("position", position(hello.position()));
        }
        if (message instanceof Named named) {
            return type("named").number("step", named.step());
        }
        if (message instanceof Greeting greeting) {
            return type("hello")
                    .text("protocol", "buddyscope-relay")
                    .number("version", greeting.version())
                    .number("least", greeting.least())
                    .text("software", greeting.software())
                    .text("boot", greeting.boot())
                    .text("run", greeting.run())
                    .text("tasks", greeting.showsTasks() ? "all" : "own");
        }
        if (message instanceof Challenge challenge) {
            return type("challenge").number("step", challenge.step()).text("name", challenge.name());
        }
        if (message instanceof Identity identity) {
            return type("identity").bool("proven", identity.proven()).text("why", identity.why());
        }
        if (message instanceof Source source) {
            SourceState state = source.state();
            return type("source")
                    .text("source", state.source())
                    .text("status", state.status().name())
                    .text("detail", state.detail())
                    .text("remedy", state.remedy());
        }
        if (message instanceof Present present) {
            return type("present").number("n", present.n());
        }
        Refused refused = (Refused) message;
        return type("refused").text("why", refused.why()).number("retry", refused.retrySeconds());
    }

    private static JsonObject position(Position position) {
        return position == null
                ? null
                : new JsonObject()
                        .text("boot", position.boot())
                        .number("seq", position.seq())
                        .number("lines", position.lines())
                        .text("run", position.run())
                        .number("n", position.n());
    }

    private static JsonObject type(String type) {
        return new JsonObject().text("type", type);
    }
}
