// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanConstructorInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfo;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** The table of an MBean: a name, a unit, a description and a value for each attribute. */
final class BeanTable {
    private final String description;
    private final List<OpenMBeanAttributeInfo> infos = new ArrayList<>();
    private final Map<String, Supplier<?>> values = new LinkedHashMap<>();
    private final List<OpenMBeanOperationInfo> operationInfos = new ArrayList<>();
    private final Map<String, TableBean.Body> operations = new LinkedHashMap<>();
    private final List<MBeanNotificationInfo> notifications = new ArrayList<>();

    BeanTable(String description) {
        this.description = description;
    }

    /** A whole number; null where not known. */
    BeanTable count(String name, String unit, String about, Supplier<Long> value) {
        return attribute(name, SimpleType.LONG, unit, about, value);
    }

    /** A number with a fraction; null where not known. */
    BeanTable measure(String name, String unit, String about, Supplier<Double> value) {
        return attribute(name, SimpleType.DOUBLE, unit, about, value);
    }

    BeanTable text(String name, String about, Supplier<String> value) {
        return attribute(name, SimpleType.STRING, null, about, value);
    }

    <T> BeanTable attribute(String name, OpenType<? super T> type, String unit, String about, Supplier<T> value) {
        infos.add(new OpenMBeanAttributeInfoSupport(name, about, type, true, false, false, units(unit)));
        values.put(name, value);
        return this;
    }

    private static Descriptor units(String unit) {
        return unit == null
                ? ImmutableDescriptor.EMPTY_DESCRIPTOR
                : new ImmutableDescriptor(new String[] {"units"}, new Object[] {unit});
    }

    /** @param impact one of {@link javax.management.MBeanOperationInfo}'s */
    BeanTable operation(
            String name,
            String about,
            OpenType<?> returns,
            int impact,
            TableBean.Body body,
            OpenMBeanParameterInfo... parameters) {
        operationInfos.add(new OpenMBeanOperationInfoSupport(name, about, parameters, returns, impact));
        operations.put(name, body);
        return this;
    }

    /** @param data of the user data */
    BeanTable notification(String type, String about, CompositeType data) {
        notifications.add(new MBeanNotificationInfo(
                new String[] {type},
                Notification.class.getName(),
                about + "; its user data is a " + data.getTypeName(),
                new ImmutableDescriptor(new String[] {"openType"}, new Object[] {data})));
        return this;
    }

    TableBean bean() {
        return new TableBean(info(TableBean.class), values, operations);
    }

    NotifyingBean notifyingBean() {
        return new NotifyingBean(info(NotifyingBean.class), values, operations);
    }

    private OpenMBeanInfoSupport info(Class<?> type) {
        return new OpenMBeanInfoSupport(
                type.getName(),
                description,
                infos.toArray(OpenMBeanAttributeInfo[]::new),
                new OpenMBeanConstructorInfo[0],
                operationInfos.toArray(OpenMBeanOperationInfo[]::new),
                notifications.toArray(MBeanNotificationInfo[]::new));
    }

    /** Null for what isn't known: -1 would spoil sums and charts. */
    static Long known(long value) {
        return value < 0 ? null : value;
    }

    /** Null for what isn't known; to the thousandth of a percent, since a console prints every digit. */
    static Double share(double value) {
        return Double.isNaN(value) ? null : Math.rint(value * 1e5) / 1e5;
    }

    /** A rate to the thousandth; null where it isn't known. */
    static Double perSecond(long amount, long nanos) {
        return amount < 0 || nanos <= 0 ? null : Math.rint(amount * 1e12 / nanos) / 1e3;
    }

    /** Milliseconds to the microsecond. */
    static Double millis(long nanos) {
        return Math.rint(nanos / 1e3) / 1e3;
    }
}
