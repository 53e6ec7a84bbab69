// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import java.util.List;

/**
 * Why one allocation failed, judged from its own report alone.
 *
 * @param atomic qualifies the cause: the request could not wait, so nothing was reclaimed or compacted for it
 * @param bytes what was asked for: 2^order pages of this page size, or the bytes that the failure's own line tells; 0 where
 *     it doesn't
 * @param flags the request's GFP names, as printed or decoded from the bits
 * @param flagsFrom {@code names}, {@code bits}, or null where they can't be decoded
 * @param asker who asked, and whether it can do without
 * @param zones a row a zone, in the report's order
 * @param summary one paragraph in plain words
 * @param missing what the report lacks that could have changed or firmed up the cause, e.g. {@code lowmem_reserve}
 * @param advice what to try, most fitting first; empty where nothing fits
 * @param meaning what the flags meant for this request
 * @param judgement the rule that was replayed, and what may be otherwise than the verdict says
 */
public record Diagnosis(
        Cause cause,
        boolean atomic,
        Confidence confidence,
        long bytes,
        List<String> flags,
        String flagsFrom,
        Asker asker,
        List<ZoneFinding> zones,
        String summary,
        List<String> missing,
        List<Advice> advice,
        RequestMeaning meaning,
        Judgement judgement) {
    public Diagnosis {
        asker = asker == null ? Asker.UNKNOWN : asker;
        flags = List.copyOf(flags);
        zones = List.copyOf(zones);
        missing = List.copyOf(missing);
        advice = List.copyOf(advice);
    }

    /** Driver or subsystem that asked, e.g. {@code i40e}; null where the report doesn't tell. */
    public String origin() {
        return asker.origin();
    }
}
