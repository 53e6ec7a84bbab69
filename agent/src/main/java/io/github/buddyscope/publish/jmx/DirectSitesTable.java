// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.DirectProfile;
import io.github.buddyscope.model.DirectSite;
import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** The top allocation sites as a table; the last row has all others. */
final class DirectSitesTable {
    private final Shape shape = new Shape("AllocationSite", "Where direct memory is asked for, by samples")
            .item(
                    "Site",
                    SimpleType.STRING,
                    "First frame outside the JDK, or Netty's allocator and whom it allocates for")
            .item("Bytes", SimpleType.LONG, "Bytes reserved here since the agent's start, estimated")
            .item("ErrorBytes", SimpleType.LONG, "Bytes that it may be off by, either way, 95 times in 100")
            .item("Share", SimpleType.DOUBLE, "Share of the bytes of all sites, 0 to 1")
            .item("Samples", SimpleType.LONG, "Samples that the estimate is of")
            .item("PeriodBytes", SimpleType.LONG, "Bytes reserved here in the last period, estimated");

    private final TabularType type = shape.tableBy("Site");

    TabularType type() {
        return type;
    }

    TabularData table(DirectProfile profile) {
        if (profile == null) {
            return null;
        }
        long all = profile.sampledBytes();
        List<CompositeData> rows = new ArrayList<>();
        for (DirectSite site : profile.sites()) {
            rows.add(row(site, all));
        }
        if (profile.other().samples() > 0) {
            rows.add(row(profile.other(), all));
        }
        return Shape.table(type, rows);
    }

    private CompositeData row(DirectSite site, long all) {
        return shape.row(
                site.name(),
                site.bytes(),
                site.errorBytes(),
                BeanTable.share(all == 0 ? Double.NaN : (double) site.bytes() / all),
                site.samples(),
                site.periodBytes());
    }
}
