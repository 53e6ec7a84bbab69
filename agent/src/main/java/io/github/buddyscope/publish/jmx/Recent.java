// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayDeque;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;

/** The last few of a kind, newest first. Each is put into open types once, when somebody first asks: scrapers ask often. */
final class Recent<T> {
    static final int KEPT = 50;

    private final ArrayDeque<Entry<T>> kept = new ArrayDeque<>();
    private final Function<T, CompositeData> form;

    Recent(Function<T, CompositeData> form) {
        this.form = form;
    }

    private static final class Entry<T> {
        final T one;
        CompositeData data;

        Entry(T one) {
            this.one = one;
        }
    }

    synchronized void add(T one) {
        if (kept.size() == KEPT) {
            kept.removeLast();
        }
        kept.addFirst(new Entry<>(one));
    }

    synchronized CompositeData[] all() {
        CompositeData[] rows = new CompositeData[kept.size()];
        int row = 0;
        for (Entry<T> entry : kept) {
            rows[row++] = data(entry);
        }
        return rows;
    }

    /** Null where there's none. */
    synchronized CompositeData last() {
        return kept.isEmpty() ? null : data(kept.getFirst());
    }

    /** A text of the newest; null where there's none. */
    synchronized String ofLast(Function<T, String> text) {
        return kept.isEmpty() ? null : text.apply(kept.getFirst().one);
    }

    private CompositeData data(Entry<T> entry) {
        if (entry.data == null) {
            entry.data = form.apply(entry.one);
        }
        return entry.data;
    }
}
