// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

/** An open MBean whose attributes and operations are a table, made by {@link BeanTable}. Read-only. */
class TableBean implements DynamicMBean, MBeanRegistration {
    /** What an operation does. */
    interface Body {
        Object run(Object[] arguments);
    }

    private final MBeanInfo info;
    private final Map<String, Supplier<?>> attributes;
    private final Map<String, Body> operations;
    private volatile boolean registered;

    TableBean(MBeanInfo info, Map<String, Supplier<?>> attributes, Map<String, Body> operations) {
        this.info = info;
        this.attributes = attributes;
        this.operations = operations;
    }

    @Override
    public final MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public final Object getAttribute(String name) throws AttributeNotFoundException, MBeanException {
        Supplier<?> value = attributes.get(name);
        if (value == null) {
            throw new AttributeNotFoundException("no attribute " + name);
        }
        try {
            return value.get();
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    @Override
    public final AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList(names.length);
        for (String name : names) {
            try {
                values.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException | MBeanException e) {
                // the interface says: left out
            }
        }
        return values;
    }

    @Override
    public final void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("attribute " + attribute.getName() + " can't be written");
    }

    @Override
    public final AttributeList setAttributes(AttributeList values) {
        return new AttributeList();
    }

    @Override
    public final Object invoke(String name, Object[] arguments, String[] signature)
            throws MBeanException, ReflectionException {
        Body body = operations.get(name);
        if (body == null) {
            throw new ReflectionException(new NoSuchMethodException(name), "no operation " + name);
        }
        try {
            return body.run(arguments == null ? new Object[0] : arguments);
        } catch (RuntimeException e) {
            throw plain(e);
        }
    }

    /** Without its cause, whose class a remote client may not have. */
    private static MBeanException plain(RuntimeException e) {
        return new MBeanException(new IllegalStateException(e.toString()));
    }

    /** Whether a server has it: somebody else may have taken it out. */
    final boolean registered() {
        return registered;
    }

    @Override
    public final ObjectName preRegister(MBeanServer server, ObjectName name) {
        return name;
    }

    @Override
    public final void postRegister(Boolean done) {
        registered = done;
    }

    @Override
    public final void preDeregister() {}

    @Override
    public final void postDeregister() {
        registered = false;
    }
}
