// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A failure's report. What it lacks is left out. */
final class ReportJson {
    private ReportJson() {}

    static JsonObject write(FailureReport report) {
        return new JsonObject()
                .text("kind", report.kind().name())
                .object("header", header(report.header()))
                .object("request", request(report.request()))
                .object("origin", origin(report.origin()))
                .object("memory", ZoneJson.write(report.memory()))
                .object("detail", DetailJson.write(report.detail()))
                .number("suppressed", report.suppressed() == 0 ? null : report.suppressed())
                .number("occurrences", report.occurrences() == 1 ? null : report.occurrences())
                .number("droppedLines", report.droppedLines() == 0 ? null : report.droppedLines())
                .text("text", report.text().isEmpty() ? null : report.text());
    }

    /** Null where the kind is one that we don't know: another version's. */
    static FailureReport read(Fields fields, long seq) {
        FailureKind kind = fields.constant("kind", FailureKind.values());
        if (kind == null) {
            return null;
        }
        return new FailureReport(
                kind,
                header(fields.object("header"), seq),
                request(fields.object("request")),
                origin(fields.object("origin")),
                ZoneJson.read(fields.object("memory")),
                DetailJson.read(kind, fields.object("detail")),
                fields.integer("suppressed", 0),
                Math.max(1, fields.integer("occurrences", 1)),
                fields.integer("droppedLines", 0),
                fields.text("text", ""));
    }

    private static JsonObject header(KernelLine header) {
        return new JsonObject()
                .text("text", header.text().isEmpty() ? null : header.text())
                .number("micros", header.kernelMicros())
                .text("caller", header.caller());
    }

    private static KernelLine header(Fields fields, long seq) {
        return fields == null
                ? new KernelLine(seq, "", null, null, null, null)
                : new KernelLine(
                        seq, fields.text("text", ""), fields.number("micros"), null, fields.text("caller"), null);
    }

    private static JsonObject request(Request request) {
        return request == null
                ? null
                : new JsonObject()
                        .number("order", request.order())
                        .number("mode", request.mode())
                        .texts("flags", request.flags())
                        .text("nodemask", request.nodemask())
                        .text("cpuset", request.cpuset())
                        .text("memsAllowed", request.memsAllowed());
    }

    private static Request request(Fields fields) {
        return fields == null
                ? null
                : new Request(
                        fields.integer("order"),
                        fields.number("mode", 0),
                        fields.texts("flags"),
                        fields.text("nodemask"),
                        fields.text("cpuset"),
                        fields.text("memsAllowed"));
    }

    private static JsonObject origin(Origin origin) {
        List<JsonObject> stack = new ArrayList<>();
        for (Frame frame : origin.stack()) {
            stack.add(new JsonObject()
                    .text("function", frame.function())
                    .text("module", frame.module())
                    .flag("unsure", !frame.reliable()));
        }
        return new JsonObject()
                .text("task", origin.task())
                .number("pid", origin.pid())
                .number("cpu", origin.cpu())
                .text("kernel", origin.kernel())
                .text("tainted", origin.tainted())
                .text("hardware", origin.hardware())
                .text("workqueue", origin.workqueue())
                .objects("stack", stack)
                .flag("interrupt", origin.interruptContext());
    }

    private static Origin origin(Fields fields) {
        if (fields == null) {
            return new Origin(null, null, null, null, null, null, null, List.of(), false);
        }
        List<Frame> stack = new ArrayList<>();
        for (Fields frame : fields.objects("stack")) {
            String function = frame.text("function");
            if (function != null) {
                stack.add(new Frame(function, frame.text("module"), !frame.flag("unsure")));
            }
        }
        return new Origin(
                fields.text("task"),
                fields.integer("pid"),
                fields.integer("cpu"),
                fields.text("kernel"),
                fields.text("tainted"),
                fields.text("hardware"),
                fields.text("workqueue"),
                stack,
                fields.flag("interrupt"));
    }
}
