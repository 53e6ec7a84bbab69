// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.FailureDetail.Stall;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.text.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What a kind of failure tells beyond the rest. */
final class DetailJson {
    private DetailJson() {}

    static JsonObject write(FailureDetail detail) {
        if (detail instanceof Stall stall) {
            return new JsonObject().number("stalledMillis", stall.stalledMillis());
        }
        if (detail instanceof Vmalloc vmalloc) {
            return new JsonObject()
                    .number("bytes", vmalloc.bytes())
                    .number("allocatedBytes", vmalloc.allocatedBytes())
                    .text("reason", vmalloc.reason());
        }
        if (detail instanceof Slab slab) {
            return slab(slab);
        }
        if (detail instanceof OomKill oom) {
            return oom(oom);
        }
        if (detail instanceof Cma cma) {
            return new JsonObject()
                    .text("area", cma.area())
                    .number("pages", cma.pages())
                    .number("error", cma.error());
        }
        if (detail instanceof Swiotlb swiotlb) {
            return new JsonObject()
                    .text("device", swiotlb.device())
                    .number("bytes", swiotlb.bytes())
                    .number("totalSlots", swiotlb.totalSlots())
                    .number("usedSlots", swiotlb.usedSlots());
        }
        return null;
    }

    static FailureDetail read(FailureKind kind, Fields fields) {
        if (fields == null) {
            return null;
        }
        return switch (kind) {
            case PAGE_ALLOC_FAILURE, VMEMMAP_FAILURE -> null;
            case PAGE_ALLOC_STALL -> new Stall(fields.number("stalledMillis", 0));
            case VMALLOC_FAILURE, VMAP_FAILURE ->
                new Vmalloc(fields.number("bytes"), fields.number("allocatedBytes"), fields.text("reason"));
            case SLAB_FAILURE -> slab(fields);
            case OOM_KILL -> oom(fields);
            case CMA_FAILURE -> new Cma(fields.text("area"), fields.number("pages", 0), fields.integer("error", 0));
            case SWIOTLB_FULL ->
                new Swiotlb(
                        fields.text("device"),
                        fields.number("bytes"),
                        fields.number("totalSlots"),
                        fields.number("usedSlots"));
        };
    }

    private static JsonObject slab(Slab slab) {
        List<JsonObject> nodes = new ArrayList<>();
        for (SlabNode node : slab.nodes()) {
            nodes.add(new JsonObject()
                    .number("node", node.node())
                    .number("slabs", node.slabs())
                    .number("objects", node.objects())
                    .number("free", node.free()));
        }
        return new JsonObject()
                .number("node", slab.node())
                .text("cache", slab.cache())
                .number("objectSize", slab.objectSize())
                .number("bufferSize", slab.bufferSize())
                .number("defaultOrder", slab.defaultOrder())
                .number("minOrder", slab.minOrder())
                .objects("nodes", nodes);
    }

    private static Slab slab(Fields fields) {
        List<SlabNode> nodes = new ArrayList<>();
        for (Fields node : fields.objects("nodes")) {
            nodes.add(new SlabNode(
                    node.integer("node", 0),
                    node.number("slabs", 0),
                    node.number("objects", 0),
                    node.number("free", 0)));
        }
        return new Slab(
                fields.integer("node"),
                fields.text("cache"),
                fields.number("objectSize"),
                fields.number("bufferSize"),
                fields.integer("defaultOrder"),
                fields.integer("minOrder"),
                nodes);
    }

    private static JsonObject oom(OomKill oom) {
        return new JsonObject()
                .number("adjustment", oom.adjustment())
                .text("constraint", oom.constraint())
                .text("memcg", oom.memcg())
                .text("taskMemcg", oom.taskMemcg())
                .number("limitKb", oom.limitKb())
                .number("usageKb", oom.usageKb())
                .text("victim", oom.victim())
                .number("victimPid", oom.victimPid())
                .number("victimRssKb", oom.victimRssKb())
                .flag("notForCgroup", oom.notForCgroup())
                .flag("noVictim", oom.noVictim())
                .number("alsoKilled", oom.alsoKilled());
    }

    private static OomKill oom(Fields fields) {
        return new OomKill(
                fields.integer("adjustment"),
                fields.text("constraint"),
                fields.text("memcg"),
                fields.text("taskMemcg"),
                fields.number("limitKb"),
                fields.number("usageKb"),
                fields.text("victim"),
                fields.integer("victimPid"),
                fields.number("victimRssKb"),
                fields.flag("notForCgroup"),
                fields.flag("noVictim"),
                fields.integer("alsoKilled", 0));
    }
}
