// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
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

/** Lines as messages. A message that isn't known is passed over, so that the other side may be newer. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * A line of the relay's.
     *
     * @return null for a message that this version doesn't know
     * @throws Refusal where it is none of the protocol's lines
     */
    public static Message fromRelay(String line) throws Refusal {
        Fields fields = JsonReader.read(line);
        return switch (type(fields)) {
            case "stall" -> stalled(fields);
            case "attempt" -> new Attempt(fields.number("n", -1), fields.text("own"), TraceJson.failure(fields));
            case "failure" -> failure(fields);
            case "counts" -> counts(fields);
            case "lost" ->
                new Lost(fields.text("what", ""), Math.max(0, fields.number("lost", 0)), fields.text("why", ""));
            case "hello" ->
                new Greeting(
                        fields.integer("version", 1),
                        fields.integer("least", 1),
                        fields.text("software", ""),
                        fields.text("boot", ""),
                        fields.text("run", ""),
                        fields.text("tasks", "").equals("all"));
            case "challenge" -> new Challenge(fields.integer("step", 0), fields.text("name", ""));
            case "identity" -> new Identity(fields.flag("proven"), fields.text("why", ""));
            case "source" -> source(fields);
            case "present" -> new Present(fields.number("n"));
            case "refused" -> new Refused(fields.text("why", ""), Math.max(0, fields.integer("retry", 0)));
            default -> null;
        };
    }

    /**
     * A line of an agent's.
     *
     * @return null for a message that this version doesn't know
     * @throws Refusal where it is none of the protocol's lines
     */
    public static Message fromAgent(String line) throws Refusal {
        Fields fields = JsonReader.read(line);
        return switch (type(fields)) {
            case "hello" ->
                new Hello(
                        fields.integer("version", 1),
                        fields.integer("least", 1),
                        fields.text("software", ""),
                        fields.integer("pid"),
                        fields.integer("tid"),
                        fields.flag("kernel"),
                        fields.flag("trace"),
                        position(fields.object("position")));
            case "named" -> new Named(fields.integer("step", 0));
            default -> null;
        };
    }

    private static String type(Fields fields) throws Refusal {
        String type = fields.text("type");
        if (type == null) {
            throw new Refusal("no type");
        }
        return type;
    }

    private static Position position(Fields fields) {
        return fields == null
                ? null
                : new Position(
                        fields.text("boot", ""),
                        fields.number("seq", -1),
                        fields.number("lines", -1),
                        fields.text("run", ""),
                        fields.number("n"));
    }

    private static Message failure(Fields fields) {
        long seq = fields.number("seq", -1);
        Fields object = fields.object("report");
        FailureReport report = object == null ? null : ReportJson.read(object, seq);
        return report == null
                ? null
                : new Failure(
                        seq,
                        fields.number("nanos", 0),
                        Math.max(0, fields.number("errorNanos", 0)),
                        fields.flag("live"),
                        fields.text("own"),
                        report);
    }

    private static Message stalled(Fields fields) {
        AllocationStall stall = TraceJson.stall(fields);
        return stall == null ? null : new Stalled(fields.number("n", -1), fields.text("own"), stall);
    }

    private static Message counts(Fields fields) {
        return new Counts(
                fields.number("lines", 0),
                fields.number("linesLost", 0),
                fields.number("at", -1),
                fields.number("since", 0),
                fields.flag("failures"),
                fields.number("events", 0),
                fields.number("eventsLost", 0),
                fields.number("eventsDropped", 0),
                fields.number("mixed", 0));
    }

    private static Message source(Fields fields) {
        Status status = fields.constant("status", Status.values());
        return new Source(new SourceState(
                fields.text("source", ""),
                status == null ? Status.PARTIAL : status,
                fields.text("detail", ""),
                fields.text("remedy", "")));
    }
}
