// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;

/** One event, its fields by name in plain units; it is only good until the next one is read. */
final class Row {
    /** A time that isn't known. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private final Map<String, IMemberAccessor<?, IItem>> fields = new HashMap<>();
    private IItem item;

    Row(IType<IItem> type) {
        for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
            fields.put(key.getIdentifier(), type.getAccessor(key));
        }
    }

    Row of(IItem next) {
        item = next;
        return this;
    }

    /** Whether events of this recording have that field. */
    boolean has(String field) {
        return fields.containsKey(field);
    }

    private Object value(String field) {
        IMemberAccessor<?, IItem> accessor = fields.get(field);
        return accessor == null ? null : accessor.getMember(item);
    }

    /** Null where there is none. */
    String text(String field) {
        Object value = value(field);
        return value == null ? null : value.toString();
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(value(field));
    }

    /** A count or an id; -1 where there is none. */
    long number(String field) {
        Object value = value(field);
        if (value instanceof Number) {
            return ((Number) value).longValue();
        }
        return value instanceof IQuantity ? ((IQuantity) value).clampedLongValueIn(UnitLookup.NUMBER_UNITY) : -1;
    }

    /** Of one; NaN where there is none. */
    double share(String field) {
        Object value = value(field);
        return value instanceof IQuantity ? ((IQuantity) value).doubleValueIn(UnitLookup.PERCENT_UNITY) : Double.NaN;
    }

    /** -1 where there is none. */
    long bytes(String field) {
        return in(UnitLookup.BYTE, field, -1);
    }

    /** {@link #UNKNOWN} where there is none. */
    long nanos(String field) {
        return in(UnitLookup.NANOSECOND, field, UNKNOWN);
    }

    /** Since the epoch; {@link #UNKNOWN} where there is none. */
    long epochNanos(String field) {
        return in(UnitLookup.EPOCH_NS, field, UNKNOWN);
    }

    private long in(IUnit unit, String field, long absent) {
        Object value = value(field);
        return value instanceof IQuantity ? ((IQuantity) value).clampedLongValueIn(unit) : absent;
    }
}
