// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.List;
import java.util.Locale;

/** The zones of a report, a row each, in kB as the log has them. */
final class ZoneTable {
    private static final String ROW = "  %1$-15s %2$9s %3$8s %4$8s %5$8s %6$9s %7$9s  ";

    /** Without low and high, which decide nothing for the request. */
    private static final String NARROW_ROW = "  %1$-14s %2$8s %3$8s %6$8s %7$9s  ";

    private static final int WIDE = 100;
    private static final int MOST_ROWS = 64;

    private ZoneTable() {}

    /** @param block the size asked for, in kB, which heads the column of blocks */
    static void write(Layout layout, List<ZoneFinding> zones, long block) {
        String form = layout.width() < WIDE ? NARROW_ROW : ROW;
        String head = String.format(
                Locale.ROOT, form, "in kB", "free", "min", "low", "high", "to leave", ">=" + block + "kB");
        layout.line(Style.FAINT, head + "why it could not serve");
        for (int i = 0; i < zones.size() && i < MOST_ROWS; i++) {
            row(layout, form, zones.get(i));
        }
        if (zones.size() > MOST_ROWS) {
            layout.line(Style.NONE, "  and " + (zones.size() - MOST_ROWS) + " more zones");
        }
    }

    private static void row(Layout layout, String form, ZoneFinding finding) {
        ReportZone zone = finding.zone();
        String name = SafeText.line(zone.id().toString());
        layout.styled(
                        Style.NONE,
                        String.format(
                                Locale.ROOT,
                                form,
                                name.length() > 15 ? name.substring(0, 15) : name,
                                number(zone.freeKb()),
                                number(zone.minKb()),
                                number(zone.lowKb()),
                                number(zone.highKb()),
                                mark(finding),
                                number(finding.suitableBlocks())))
                .line(style(finding.rejected()), Words.of(finding));
    }

    private static Style style(Rejection rejection) {
        return rejection == Rejection.NOT_ALLOWED ? Style.FAINT : Style.HEADING;
    }

    /** With a plus where the report lacks the reserve that comes on top. */
    private static String mark(ZoneFinding finding) {
        boolean open = finding.rejected() == Rejection.UNKNOWN && finding.zone().lowmemReserve() == null;
        return number(finding.requiredKb()) + (open && finding.requiredKb() != null ? "+" : "");
    }

    private static String number(Long value) {
        return value == null ? "-" : Long.toString(value);
    }
}
