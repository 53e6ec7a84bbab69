// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.GfpMask;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.List;

/**
 * The lines of {@code slab_out_of_memory} (mm/slub.c, mm/slab.c): a header, then {@code   cache: kmalloc-64, object size: 64,
 * buffer size: 64, default order: 0, min order: 0}, then {@code   node 0: slabs: 121, objs: 3630, free: 0} for each node.
 * SLAB has one order, and prints active and total slabs and objects, of which the total are taken.
 */
public final class SlabLine {
    private static final String CACHE = "cache: ";
    private static final int MAX_ORDER = 63;
    private static final int MAX_NODE = 1 << 16;

    private SlabLine() {}

    /** Null where the line is none. */
    static FailureHeader header(HeaderForm form, String text) {
        Cursor cursor = new Cursor(text, form.behind(text));
        if (cursor.skip("CPU ")) {
            cursor.number(Integer.MAX_VALUE);
            cursor.expect(" (of node ").signed();
            cursor.expect(") on ");
        }
        int node = cursor.expect("node ").signed();
        boolean bracketed = cursor.skip(" (gfp=");
        if (!bracketed) {
            cursor.expect(", gfp=");
        }
        GfpMask gfp = cursor.gfp();
        if (bracketed) {
            cursor.expect(")");
        }
        if (!cursor.atEnd()) {
            return null;
        }
        Request request = new Request(null, gfp.bits(), gfp.flags(), null, null, null);
        Slab detail = new Slab(node, null, null, null, null, null, List.of());
        return new FailureHeader(form.kind(), null, request, detail);
    }

    /** Whether the line begins as that of a cache; {@link #cache} may find it cut. */
    public static boolean isCache(String text) {
        return text.startsWith(CACHE, Scan.blanks(text, 0)) && text.contains(", object size: ");
    }

    /** What the line says of the cache, as far as it goes; null where it is none. */
    public static Slab cache(String text) {
        Cursor cursor = new Cursor(text, Scan.blanks(text, 0));
        String name = cursor.expect(CACHE).upTo(", object size: ");
        Long size = value(cursor.number());
        if (cursor.failed()) {
            return null;
        }
        if (cursor.skip(", order: ")) {
            return new Slab(null, name, size, null, order(cursor), null, List.of());
        }
        Long buffer = cursor.skip(", buffer size: ") ? value(cursor.number()) : null;
        Integer order = cursor.skip(", default order: ") ? order(cursor) : null;
        Integer least = cursor.skip(", min order: ") ? order(cursor) : null;
        return new Slab(null, name, size, buffer, order, least, List.of());
    }

    /** Null where the line is none. */
    public static SlabNode node(String text) {
        Cursor cursor = new Cursor(text, Scan.blanks(text, 0)).expect("node").blanks();
        int node = (int) cursor.number(MAX_NODE);
        long slabs = cursor.expect(": slabs: ").number();
        slabs = cursor.skip("/") ? cursor.number() : slabs;
        long objects = cursor.expect(", objs: ").number();
        objects = cursor.skip("/") ? cursor.number() : objects;
        long free = cursor.expect(", free: ").number();
        return cursor.atEnd() ? new SlabNode(node, slabs, objects, free) : null;
    }

    private static Long value(long number) {
        return number < 0 ? null : (Long) number;
    }

    private static Integer order(Cursor cursor) {
        int order = (int) cursor.number(MAX_ORDER);
        return order < 0 ? null : (Integer) order;
    }
}
