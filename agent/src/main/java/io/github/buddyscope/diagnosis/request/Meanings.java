// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.request.RequestMeaning.Mobility;
import io.github.buddyscope.diagnosis.request.RequestMeaning.Reading;
import io.github.buddyscope.diagnosis.request.RequestMeaning.Retry;
import java.util.ArrayList;
import java.util.List;

/** Says what a request's flags meant for it. */
public final class Meanings {
    private static final int EIGHTHS = 800;

    private final Attempt attempt;
    private final GfpFlags flags;
    private final List<String> sentences = new ArrayList<>();

    private Meanings(Attempt attempt) {
        this.attempt = attempt;
        flags = attempt.flags();
    }

    /** What this request's flags meant. */
    public static RequestMeaning of(Attempt attempt) {
        GfpFlags flags = attempt.flags();
        boolean byHand = attempt.lastLook() && attempt.order() < 0;
        if (attempt.report().request() == null || flags == GfpFlags.NOT_PRINTED || byHand) {
            return RequestMeaning.NONE;
        }
        List<Reading> readings = new ArrayList<>();
        for (GfpFlags one : flags.readings()) {
            readings.add(new Reading(one.epoch().words(), one.names()));
        }
        return new RequestMeaning(
                flags.decoded(),
                flags.mayWait(),
                flags.mayIo(),
                flags.mayFs(),
                flags.wakesKswapd(),
                zones(attempt),
                flags.movable()
                        ? Mobility.MOVABLE
                        : flags.has(GfpFlag.RECLAIMABLE) ? Mobility.RECLAIMABLE : Mobility.UNMOVABLE,
                share(attempt),
                retry(flags),
                flags.has(GfpFlag.THISNODE),
                flags.has(GfpFlag.HARDWALL),
                flags.has(GfpFlag.ACCOUNT) || flags.has(GfpFlag.KMEMCG),
                flags.has(GfpFlag.ZERO),
                readings,
                flags.decoded() ? new Meanings(attempt).say() : List.of());
    }

    private static Retry retry(GfpFlags flags) {
        if (flags.has(GfpFlag.NOFAIL)) {
            return Retry.NOFAIL;
        }
        if (flags.has(GfpFlag.NORETRY)) {
            return Retry.NORETRY;
        }
        return flags.has(GfpFlag.RETRY_MAYFAIL) || flags.has(GfpFlag.REPEAT) ? Retry.RETRY_MAYFAIL : Retry.NORMAL;
    }

    private static Integer share(Attempt attempt) {
        Integer agreed = null;
        for (WatermarkRule rule : attempt.rules()) {
            int share = (int) (rule.mark(EIGHTHS, attempt.flags(), attempt.version()) * 100 / EIGHTHS);
            if (agreed != null && agreed != share) {
                return null;
            }
            agreed = share;
        }
        return attempt.flags().decoded() ? agreed : null;
    }

    private static List<String> zones(Attempt attempt) {
        List<String> zones = new ArrayList<>();
        for (int i = attempt.classZone().ordinal(); i >= 0; i--) {
            ClassZone zone = ClassZone.values()[i];
            if (attempt.printedZones().contains(zone)) {
                zones.add(zone.printed());
            }
        }
        boolean low = attempt.classZone().compareTo(ClassZone.NORMAL) < 0;
        return zones.isEmpty() && low ? List.of(attempt.classZone().printed()) : zones;
    }

    private List<String> say() {
        if (attempt.lastLook()) {
            return List.of();
        }
        waiting();
        marks();
        if (attempt.boundToCpuset() && NodeList.restricts(attempt.request().nodemask())) {
            sentences.add("A memory policy bound it to "
                    + NodeList.named(attempt.request().nodemask()) + ".");
        }
        String gaveUp = GaveUp.because(attempt);
        if (!gaveUp.isEmpty()) {
            sentences.add(gaveUp);
        }
        return sentences;
    }

    private void waiting() {
        if (flags.atomic()) {
            sentences.add(
                    flags.wakesKswapd()
                            ? "The request could not wait, so nothing was reclaimed or compacted for it; it only woke"
                                    + " kswapd, which reclaims in the background."
                            : "The request could neither wait nor wake kswapd, so nothing was reclaimed or compacted for"
                                    + " it: it had to take what was there.");
            return;
        }
        if (Reclaimer.asked(attempt.report().origin())) {
            sentences.add(
                    (Reclaimer.isKswapd(attempt.report().origin().task()) ? "kswapd itself" : "A task that reclaims")
                            + " asked, and a reclaimer can't wait for its own reclaim; "
                            + (flags.has(GfpFlag.NOMEMALLOC)
                                    ? "__GFP_NOMEMALLOC kept it from the reserve that reclaimers have."
                                    : "it may use the last page, whatever the marks."));
            return;
        }
        String text = "The request could wait: for such a one the kernel reclaims"
                + (attempt.order() > 0 ? " and compacts" : "") + " before it gives up";
        if (!flags.mayIo()) {
            text += ", but without any I/O (GFP_NOIO), so dirty pages and swap couldn't help";
        } else if (!flags.mayFs()) {
            text +=
                    ", but without calling into file systems (GFP_NOFS), so much of their caches couldn't be freed for it";
        }
        sentences.add(text + ".");
    }

    /** Why the rights of the request do or don't help it. */
    private void marks() {
        Integer share = share(attempt);
        if (share == null || WatermarkRule.ignoresMarks(flags)) {
            return;
        }
        if (flags.atomic() && share == 100) {
            sentences.add("Unlike GFP_ATOMIC it had no right to the reserve below min.");
        } else if (share == 37) {
            sentences.add("As an atomic one it could go down to 3/8 of min.");
        } else if (share == 50) {
            sentences.add("__GFP_HIGH let it go down to half of min.");
        }
    }
}
