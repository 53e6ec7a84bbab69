// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Items of a composite or of a table's row, in order: clients need no class of ours to read them. */
final class Shape {
    private final String name;
    private final String description;
    private final List<String> items = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();
    private final List<OpenType<?>> types = new ArrayList<>();
    private CompositeType composite;

    Shape(String name, String description) {
        this.name = name;
        this.description = description;
    }

    Shape item(String item, OpenType<?> type, String about) {
        items.add(item);
        types.add(type);
        descriptions.add(about);
        return this;
    }

    synchronized CompositeType type() {
        if (composite == null) {
            try {
                composite = new CompositeType(
                        name,
                        description,
                        names(),
                        descriptions.toArray(String[]::new),
                        types.toArray(OpenType[]::new));
            } catch (OpenDataException e) {
                throw new IllegalStateException(e);
            }
        }
        return composite;
    }

    /** One value an item, in order; null where not known. */
    CompositeData row(Object... values) {
        try {
            return new CompositeDataSupport(type(), names(), values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An array of such rows. */
    ArrayType<CompositeData[]> list() {
        try {
            return new ArrayType<>(1, type());
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table of such rows. */
    TabularType tableBy(String... index) {
        try {
            return new TabularType(name, description, type(), index);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] names() {
        return items.toArray(String[]::new);
    }

    /** The rows as a table; of two with the same index the first stays. */
    static TabularDataSupport table(TabularType type, List<CompositeData> rows) {
        TabularDataSupport table = new TabularDataSupport(type);
        for (CompositeData row : rows) {
            if (!table.containsKey(table.calculateIndex(row))) {
                table.put(row);
            }
        }
        return table;
    }
}
