// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Rejection;
import io.github.buddyscope.diagnosis.ZoneFinding;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.List;
import java.util.Locale;

/** The zones of a report, a row each, in kB as the log has them. */
final class ZoneTable {
    private static final String ROW = "  %-15s%10s%9s%9s%9s%10s%10s  ";
    private static final int MOST_ROWS = 64;

    private ZoneTable() {}

    /** @param block the size asked for, in kB, which heads the column of blocks */
    static void write(Layout layout, List<ZoneFinding> zones, long block) {
        String head =
                String.format(Locale.ROOT, ROW, "in kB", "free", "min", "low", "high", "to leave", ">=" + block + "kB");
        layout.line(Style.FAINT, head + "why it could not serve");
        for (int i = 0; i < zones.size() && i < MOST_ROWS; i++) {
            row(layout, zones.get(i));
        }
        if (zones.size() > MOST_ROWS) {
            layout.line(Style.NONE, "  and " + (zones.size() - MOST_ROWS) + " more zones");
        }
    }

    private static void row(Layout layout, ZoneFinding finding) {
        ReportZone zone = finding.zone();
        String name = SafeText.line(zone.id().toString());
        layout.styled(
                        Style.NONE,
                        String.format(
                                Locale.ROOT,
                                ROW,
                                name.length() > 15 ? name.substring(0, 15) : name,
                                number(zone.freeKb()),
                                number(zone.minKb()),
                                number(zone.lowKb()),
                                number(zone.highKb()),
                                mark(finding),
                                number(finding.suitableBlocks())))
                .line(style(finding.rejected()), Words.of(finding.rejected()));
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
