// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.diagnosis.origin.Fallback.Outcome;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The object that {@code explain --json} prints for a failure, schema 1. What the log doesn't give is null. */
public final class DiagnosisJson {
    private DiagnosisJson() {}

    /**
     * One line without its end.
     *
     * @param file as the user named it; null for standard input
     */
    public static String of(String file, FailureReport report, Diagnosis diagnosis) {
        KernelLine header = report.header();
        Origin origin = report.origin();
        Request request = report.request();
        boolean decoded = diagnosis.flagsFrom() != null;
        Asker asker = diagnosis.asker();
        JsonObject json = JsonObject.whole()
                .number("schema", 1)
                .text("file", file)
                .number("line", header.number())
                .text("time", Times.iso(header))
                .raw("kernelTime", header.kernelMicros() == null ? "null" : Times.seconds(header.kernelMicros()))
                .text("kind", report.kind().name())
                .text("task", origin.task())
                .number("pid", origin.pid())
                .number("cpu", origin.cpu())
                .text("kernel", origin.kernel())
                .number("order", report.order())
                .number("bytes", diagnosis.bytes() <= 0 ? null : (Long) diagnosis.bytes())
                .text("mode", request == null ? null : "0x" + Long.toHexString(request.mode()));
        json.texts("flags", decoded ? diagnosis.flags() : null)
                .text("flagsFrom", diagnosis.flagsFrom())
                .raw("meaning", meaning(diagnosis.meaning()))
                .text("nodemask", request == null ? null : request.nodemask())
                .text("cpuset", request == null ? null : request.cpuset())
                .text("memsAllowed", request == null ? null : request.memsAllowed())
                .text("workqueue", origin.workqueue())
                .text("origin", diagnosis.origin())
                .text(
                        "actor",
                        asker.actor() == Actor.UNKNOWN ? null : asker.actor().name())
                .text("doing", filled(asker.path()))
                .text("fallback", outcome(asker.fallback()))
                .text("fallbackHow", filled(asker.fallback().words()))
                .bool("interruptContext", origin.interruptContext())
                .objects("zones", zones(diagnosis.zones()))
                .text("cause", diagnosis.cause().name())
                .bool("atomic", diagnosis.atomic())
                .text("confidence", diagnosis.confidence().name().toLowerCase(Locale.ROOT))
                .text("summary", diagnosis.summary())
                .texts("missing", diagnosis.missing())
                .texts("doubts", diagnosis.judgement().doubts())
                .text("rule", filled(diagnosis.judgement().rule()))
                .objects("advice", advice(diagnosis.advice()))
                .number("suppressed", report.suppressed())
                .number("occurrences", report.occurrences());
        if (report.detail() instanceof OomKill oom) {
            json.text("constraint", oom.constraint())
                    .text("victim", oom.victim())
                    .number("victimPid", oom.victimPid());
        }
        JsonObject detail = DetailJson.of(report.detail());
        return json.object("detail", detail).toString();
    }

    private static String outcome(Fallback fallback) {
        return fallback.outcome() == Outcome.UNKNOWN ? null : fallback.outcome().name();
    }

    private static String meaning(RequestMeaning meaning) {
        if (!meaning.known()) {
            return "null";
        }
        return JsonObject.whole()
                .bool("mayWait", meaning.mayWait())
                .bool("mayIo", meaning.mayIo())
                .bool("mayFs", meaning.mayFs())
                .bool("wakesKswapd", meaning.wakesKswapd())
                .texts("zones", meaning.zones())
                .text("mobility", meaning.mobility().name())
                .number("shareOfMin", meaning.shareOfMin())
                .text("retry", meaning.retry().name())
                .toString();
    }

    private static String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<JsonObject> zones(List<ZoneFinding> findings) {
        List<JsonObject> zones = new ArrayList<>();
        for (ZoneFinding finding : findings) {
            ReportZone zone = finding.zone();
            JsonObject json = JsonObject.whole()
                    .number("node", zone.id().node())
                    .text("zone", zone.id().zone())
                    .number("freeKb", zone.freeKb())
                    .number("boostKb", zone.boostKb())
                    .number("minKb", zone.minKb())
                    .number("lowKb", zone.lowKb())
                    .number("highKb", zone.highKb())
                    .number("requiredKb", finding.requiredKb())
                    .number("suitableBlocks", finding.suitableBlocks());
            blocks(json, zone.buddy());
            zones.add(json.text("rejected", finding.rejected().name()).text("because", finding.because()));
        }
        return zones;
    }

    private static void blocks(JsonObject json, BuddyList buddy) {
        if (buddy == null) {
            json.raw("blocks", "null").raw("blockKb", "null").raw("types", "null");
            return;
        }
        List<Long> counts = new ArrayList<>();
        for (int order = 0; order < buddy.counts().orders(); order++) {
            counts.add(buddy.counts().count(order));
        }
        json.numbers("blocks", counts).numbers("blockKb", buddy.blockKb()).texts("types", buddy.types());
    }

    private static List<JsonObject> advice(List<Advice> advice) {
        List<JsonObject> list = new ArrayList<>();
        for (Advice one : advice) {
            list.add(JsonObject.whole()
                    .text("setting", one.setting())
                    .text("try", one.attempt())
                    .text("why", one.why())
                    .text("risk", one.risk())
                    .text("lasting", filled(one.lasting()))
                    .text("source", one.source()));
        }
        return list;
    }
}
