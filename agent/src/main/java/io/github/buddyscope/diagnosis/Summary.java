// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.request.RequestMeaning.Reading;
import io.github.buddyscope.diagnosis.zone.HiddenMemory;
import io.github.buddyscope.diagnosis.zone.MainZones;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;

/** The paragraph that a person reads first: what was asked, why it failed, what can't be told. */
final class Summary {
    private static final int MOST_ZONES = 3;

    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;
    private final Finding finding;
    private final String origin;
    private final RequestMeaning meaning;
    private final StringBuilder text = new StringBuilder();

    Summary(Attempt attempt, List<ZoneVerdict> verdicts, Finding finding, String origin, RequestMeaning meaning) {
        this.meaning = meaning;
        this.attempt = attempt;
        this.verdicts = verdicts;
        this.finding = finding;
        this.origin = origin;
    }

    /** What failed and why: all but the meaning of the flags. */
    String why() {
        text.append(new Opening(attempt, origin).sentence()).append(' ');
        cause();
        if (finding.isOutside() || finding.cause() == Cause.CGROUP_LIMIT) {
            return text.toString().trim();
        }
        others();
        hidden();
        return text.toString().trim();
    }

    /** That and what the flags meant. */
    String whole(String why) {
        text.setLength(0);
        text.append(why).append(' ');
        if (finding.isOutside() || finding.cause() == Cause.CGROUP_LIMIT) {
            return why;
        }
        for (String sentence : meaning.sentences()) {
            text.append(sentence).append(' ');
        }
        for (Reading reading : meaning.readings()) {
            text.append(reading == meaning.readings().get(0) ? "The bits of the mode mean" : "and")
                    .append(" on kernels ")
                    .append(reading.versions())
                    .append(' ')
                    .append(reading.names().isEmpty() ? "nothing" : String.join("|", reading.names()))
                    .append(last(reading) ? "; which kernel it was the report doesn't say. " : ", ");
        }
        return text.toString().trim();
    }

    private boolean last(Reading reading) {
        return reading == meaning.readings().get(meaning.readings().size() - 1);
    }

    private void cause() {
        ZoneVerdict zone = finding.zone();
        switch (finding.cause()) {
            case FRAGMENTATION ->
                text.append("There was memory enough, but in pieces too small. ")
                        .append(main(zone));
            case SHORTAGE -> text.append("Memory was short. ").append(main(zone));
            case RESERVED ->
                text.append("Memory was there, but not for this request. ").append(main(zone));
            case LOWMEM_PROTECTED ->
                text.append("Only memory that is kept for requests of lower zones was left. ")
                        .append(main(zone));
            case CONSTRAINED ->
                text.append("A limit of its own kept it from free memory: ")
                        .append(finding.reason())
                        .append(". ");
            case CGROUP_LIMIT ->
                text.append(finding.confidence() == Confidence.HIGH ? "That was" : "Most likely that was")
                        .append(" for a control group's limit, not for want of memory on the host. ");
            case UNKNOWN -> {
                if (finding.isOutside()) {
                    text.append(upper(finding.reason())).append(". ");
                } else {
                    text.append("Why can't be told: ").append(finding.reason()).append(". ");
                }
            }
        }
        if (!finding.reason().isEmpty() && finding.cause() != Cause.CONSTRAINED && finding.cause() != Cause.UNKNOWN) {
            text.append(upper(finding.reason())).append(". ");
        }
    }

    private static String main(ZoneVerdict zone) {
        if (zone == null) {
            return "";
        }
        String because = zone.finding().because();
        boolean numbersFirst =
                Character.isDigit(because.charAt(0)) || because.startsWith("no free") || because.startsWith("free ");
        return zone.zone().id() + (numbersFirst ? " had " : ": ") + because + ". ";
    }

    /** The other zones that the request could have come from: those with room or blocks, and those that can't be judged. */
    private void others() {
        if (finding.cause() == Cause.UNKNOWN) {
            return;
        }
        int said = 0;
        int unsaid = 0;
        for (ZoneVerdict verdict : ordered()) {
            if (verdict == finding.zone()
                    || !telling(verdict)
                    || !notTiny(verdict)
                    || MainZones.empty(verdict.zone())) {
                continue;
            }
            if (said < MOST_ZONES) {
                text.append(main(verdict));
                said++;
            } else {
                unsaid++;
            }
        }
        if (unsaid > 0) {
            text.append(unsaid)
                    .append(unsaid == 1 ? " more zone" : " more zones")
                    .append(" could not serve it either. ");
        }
    }

    /** Those of other nodes that correspond to the zone that stands for the failure come first. */
    private List<ZoneVerdict> ordered() {
        List<ZoneVerdict> first = new ArrayList<>(verdicts.size());
        List<ZoneVerdict> rest = new ArrayList<>();
        for (ZoneVerdict verdict : verdicts) {
            (elsewhere(verdict) ? rest : first).add(verdict);
        }
        first.addAll(rest);
        return first;
    }

    private boolean elsewhere(ZoneVerdict verdict) {
        return finding.zone() != null
                && !verdict.zone().id().zone().equals(finding.zone().zone().id().zone());
    }

    private boolean telling(ZoneVerdict verdict) {
        boolean hadBlocks =
                verdict.finding().suitableBlocks() != null && verdict.finding().suitableBlocks() > 0;
        return switch (verdict.rejected()) {
            case UNKNOWN, BELOW_ORDER_WATERMARK, UNUSABLE_TYPE, NO_BLOCK -> true;
            case LOWMEM_RESERVE -> hadBlocks && attempt.order() > 0;
            case BELOW_WATERMARK -> finding.cause() == Cause.SHORTAGE;
            case NOT_ALLOWED -> hadBlocks && !attempt.allowsZone(verdict.zone()) && plenty(verdict);
            case NONE -> false;
        };
    }

    private static boolean plenty(ZoneVerdict verdict) {
        Long free = verdict.zone().freeKb();
        Long high = verdict.zone().highKb();
        return free == null || high == null || free > high;
    }

    /** ZONE_DMA has 16 MiB, which are closed to nearly everyone: not worth a sentence in every verdict. */
    private static boolean notTiny(ZoneVerdict verdict) {
        return !verdict.zone().id().zone().equals("DMA")
                || verdict.zone().freeKb() == null
                || verdict.zone().freeKb() > 16 * 1024;
    }

    private void hidden() {
        Long hidden = HiddenMemory.freeKb(attempt);
        if (hidden != null && hidden > 0 && finding.cause() != Cause.CONSTRAINED) {
            text.append("Another ")
                    .append(Sizes.free(hidden))
                    .append(" were free in zones or nodes that the report doesn't show. ");
        }
    }

    private static String upper(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
