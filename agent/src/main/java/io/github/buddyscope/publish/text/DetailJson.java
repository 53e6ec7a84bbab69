// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.FailureDetail.Stall;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What a kind of failure tells beyond the others, as an object of its own. */
final class DetailJson {
    private DetailJson() {}

    /** Null where the kind has none. */
    static JsonObject of(FailureDetail detail) {
        if (detail instanceof Stall stall) {
            return JsonObject.whole().number("stalledMillis", stall.stalledMillis());
        }
        if (detail instanceof Vmalloc vmalloc) {
            return JsonObject.whole()
                    .number("bytes", vmalloc.bytes())
                    .number("allocatedBytes", vmalloc.allocatedBytes())
                    .text("reason", vmalloc.reason());
        }
        if (detail instanceof Slab slab) {
            return slab(slab);
        }
        if (detail instanceof OomKill oom) {
            return JsonObject.whole()
                    .number("adjustment", oom.adjustment())
                    .text("memcg", oom.memcg())
                    .text("taskMemcg", oom.taskMemcg())
                    .number("limitKb", oom.limitKb())
                    .number("usageKb", oom.usageKb())
                    .number("victimRssKb", oom.victimRssKb())
                    .bool("noVictim", oom.noVictim())
                    .number("alsoKilled", oom.alsoKilled());
        }
        if (detail instanceof Cma cma) {
            return JsonObject.whole()
                    .text("area", cma.area())
                    .number("pages", cma.pages())
                    .number("error", cma.error());
        }
        if (detail instanceof Swiotlb swiotlb) {
            return JsonObject.whole()
                    .text("device", swiotlb.device())
                    .number("bytes", swiotlb.bytes())
                    .number("totalSlots", swiotlb.totalSlots())
                    .number("usedSlots", swiotlb.usedSlots());
        }
        return null;
    }

    private static JsonObject slab(Slab slab) {
        List<JsonObject> nodes = new ArrayList<>();
        for (SlabNode node : slab.nodes()) {
            nodes.add(JsonObject.whole()
                    .number("node", node.node())
                    .number("slabs", node.slabs())
                    .number("objects", node.objects())
                    .number("free", node.free()));
        }
        return JsonObject.whole()
                .number("node", slab.node())
                .text("cache", slab.cache())
                .number("objectSize", slab.objectSize())
                .number("bufferSize", slab.bufferSize())
                .number("defaultOrder", slab.defaultOrder())
                .number("minOrder", slab.minOrder())
                .objects("nodes", nodes);
    }
}
