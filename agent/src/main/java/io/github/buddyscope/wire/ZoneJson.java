// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A report's memory dump. */
final class ZoneJson {
    /** Orders of a buddy list: NR_PAGE_ORDERS is 11, on some machines 14. */
    private static final int MOST_ORDERS = 64;

    private ZoneJson() {}

    static JsonObject write(MemInfo memory) {
        List<JsonObject> zones = new ArrayList<>();
        for (ReportZone zone : memory.zones()) {
            zones.add(zone(zone));
        }
        return new JsonObject()
                .number("freePages", memory.freePages())
                .number("freeCmaPages", memory.freeCmaPages())
                .objects("zones", zones)
                .flag("cut", memory.cut());
    }

    static MemInfo read(Fields fields) {
        if (fields == null) {
            return MemInfo.NONE;
        }
        List<ReportZone> zones = new ArrayList<>();
        for (Fields zone : fields.objects("zones")) {
            if (zone.text("zone") != null) {
                zones.add(zone(zone));
            }
        }
        return new MemInfo(fields.number("freePages"), fields.number("freeCmaPages"), zones, fields.flag("cut"));
    }

    private static JsonObject zone(ReportZone zone) {
        return new JsonObject()
                .number("node", zone.id().node())
                .text("zone", zone.id().zone())
                .number("freeKb", zone.freeKb())
                .number("boostKb", zone.boostKb())
                .number("minKb", zone.minKb())
                .number("lowKb", zone.lowKb())
                .number("highKb", zone.highKb())
                .number("reservedHighatomicKb", zone.reservedHighatomicKb())
                .number("freeHighatomicKb", zone.freeHighatomicKb())
                .number("presentKb", zone.presentKb())
                .number("managedKb", zone.managedKb())
                .number("freePcpKb", zone.freePcpKb())
                .number("freeCmaKb", zone.freeCmaKb())
                .numbers("lowmemReserve", zone.lowmemReserve())
                .object("buddy", buddy(zone.buddy()));
    }

    private static ReportZone zone(Fields fields) {
        return new ReportZone(
                new ZoneId(fields.integer("node", 0), fields.text("zone")),
                fields.number("freeKb"),
                fields.number("boostKb"),
                fields.number("minKb"),
                fields.number("lowKb"),
                fields.number("highKb"),
                fields.number("reservedHighatomicKb"),
                fields.number("freeHighatomicKb"),
                fields.number("presentKb"),
                fields.number("managedKb"),
                fields.number("freePcpKb"),
                fields.number("freeCmaKb"),
                fields.numbers("lowmemReserve"),
                buddy(fields.object("buddy")));
    }

    private static JsonObject buddy(BuddyList buddy) {
        if (buddy == null) {
            return null;
        }
        List<Long> counts = new ArrayList<>();
        for (int order = 0; order < buddy.counts().orders(); order++) {
            counts.add(buddy.counts().count(order));
        }
        return new JsonObject()
                .numbers("counts", counts)
                .numbers("blockKb", buddy.blockKb())
                .texts("types", buddy.types())
                .number("totalKb", buddy.totalKb());
    }

    /** Null where its lists don't fit together: those who read it count on that. */
    private static BuddyList buddy(Fields fields) {
        List<Long> counts = fields == null ? null : fields.numbers("counts");
        List<Long> blockKb = fields == null ? null : fields.numbers("blockKb");
        if (counts == null || blockKb == null || counts.isEmpty() || counts.size() > MOST_ORDERS) {
            return null;
        }
        List<String> types = fields.texts("types");
        if (blockKb.size() != counts.size() || !types.isEmpty() && types.size() != counts.size()) {
            return null;
        }
        long[] blocks = new long[counts.size()];
        for (int order = 0; order < blocks.length; order++) {
            blocks[order] = counts.get(order);
        }
        return new BuddyList(FreeBlocks.of(blocks), blockKb, types, fields.number("totalKb"));
    }
}
