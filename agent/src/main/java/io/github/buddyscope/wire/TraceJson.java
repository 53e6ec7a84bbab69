// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What was traced. */
final class TraceJson {
    private TraceJson() {}

    static JsonObject failure(JsonObject object, AllocationFailure failure) {
        List<JsonObject> evidence = new ArrayList<>();
        for (RetryEvidence one : failure.evidence()) {
            evidence.add(evidence(one));
        }
        return task(object, failure.task())
                .number("nanos", failure.nanos())
                .number("order", failure.order())
                .text("gfpFlags", failure.gfpFlags())
                .number("migrateType", failure.migrateType())
                .flag("interrupt", failure.inInterrupt())
                .number("stalledNanos", failure.stalledNanos() == 0 ? null : failure.stalledNanos())
                .objects("evidence", evidence);
    }

    static AllocationFailure failure(Fields fields) {
        List<RetryEvidence> evidence = new ArrayList<>();
        for (Fields one : fields.objects("evidence")) {
            RetryEvidence read = evidence(one);
            if (read != null) {
                evidence.add(read);
            }
        }
        return new AllocationFailure(
                fields.number("nanos", 0),
                fields.integer("order", 0),
                fields.text("gfpFlags"),
                fields.integer("migrateType", -1),
                task(fields),
                fields.flag("interrupt"),
                evidence,
                fields.number("stalledNanos", 0));
    }

    static JsonObject stall(JsonObject object, AllocationStall stall) {
        return task(object, stall.task())
                .text("kind", stall.kind().name())
                .number("order", stall.order())
                .number("begin", stall.beginNanos())
                .number("end", stall.endNanos())
                .number("nested", stall.nestedNanos() == 0 ? null : stall.nestedNanos())
                .flag("inner", !stall.outermost())
                .text("result", stall.result())
                .number("pages", stall.pagesReclaimed() == AllocationStall.UNKNOWN ? null : stall.pagesReclaimed())
                .text("gfpFlags", stall.gfpFlags());
    }

    /** Null where the kind is one that we don't know: another version's. */
    static AllocationStall stall(Fields fields) {
        AllocationStall.Kind kind = fields.constant("kind", AllocationStall.Kind.values());
        return kind == null
                ? null
                : new AllocationStall(
                        kind,
                        fields.integer("order", AllocationStall.UNKNOWN),
                        fields.number("begin", 0),
                        fields.number("end", 0),
                        fields.number("nested", 0),
                        !fields.flag("inner"),
                        fields.text("result"),
                        fields.number("pages", AllocationStall.UNKNOWN),
                        fields.text("gfpFlags"),
                        task(fields));
    }

    private static JsonObject task(JsonObject object, TracedTask task) {
        boolean withheld = task != null && task.tid() == Protocol.WITHHELD_ID;
        return task == null
                ? object.flag("noTask", true)
                : object.text("task", withheld ? null : task.name())
                        .number("tid", withheld ? null : task.tid())
                        .number("cpu", task.cpu());
    }

    private static TracedTask task(Fields fields) {
        if (fields.flag("noTask")) {
            return null;
        }
        int tid = fields.integer("tid", Protocol.WITHHELD_ID);
        String name = tid == Protocol.WITHHELD_ID ? Protocol.WITHHELD : fields.text("task");
        return new TracedTask(name, tid, fields.integer("cpu", 0));
    }

    private static JsonObject evidence(RetryEvidence evidence) {
        if (evidence instanceof RetryEvidence.Zone zone) {
            return new JsonObject()
                    .text("of", "zone")
                    .number("nanos", zone.nanos())
                    .number("order", zone.order())
                    .number("node", zone.zone() == null ? null : zone.zone().node())
                    .text("zone", zone.zone() == null ? null : zone.zone().zone())
                    .number("reclaimable", zone.reclaimable())
                    .number("available", zone.available())
                    .number("minWatermark", zone.minWatermark())
                    .number("noProgressLoops", zone.noProgressLoops())
                    .flag("enough", zone.enough());
        }
        RetryEvidence.Compaction compaction = (RetryEvidence.Compaction) evidence;
        return new JsonObject()
                .text("of", "compaction")
                .number("nanos", compaction.nanos())
                .number("order", compaction.order())
                .text("priority", compaction.priority())
                .text("result", compaction.result())
                .number("retries", compaction.retries())
                .number("maxRetries", compaction.maxRetries())
                .flag("again", compaction.again());
    }

    private static RetryEvidence evidence(Fields fields) {
        String of = fields.text("of", "");
        long nanos = fields.number("nanos", 0);
        int order = fields.integer("order", 0);
        String zone = fields.text("zone");
        return switch (of) {
            case "zone" ->
                new RetryEvidence.Zone(
                        nanos,
                        order,
                        zone == null ? null : new ZoneId(fields.integer("node", 0), zone),
                        fields.number("reclaimable", 0),
                        fields.number("available", 0),
                        fields.number("minWatermark", 0),
                        fields.integer("noProgressLoops", 0),
                        fields.flag("enough"));
            case "compaction" ->
                new RetryEvidence.Compaction(
                        nanos,
                        order,
                        fields.text("priority"),
                        fields.text("result"),
                        fields.integer("retries", 0),
                        fields.integer("maxRetries", 0),
                        fields.flag("again"));
            default -> null;
        };
    }
}
