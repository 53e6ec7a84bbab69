// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Our beans in a server. A name that somebody else holds is left to them. */
final class Registered implements AutoCloseable {
    private final MBeanServer server;
    private final Map<ObjectName, TableBean> beans = new LinkedHashMap<>();
    private String problem = "";

    Registered(MBeanServer server) {
        this.server = server;
    }

    /** The first thing that went wrong, empty where nothing did. */
    String problem() {
        return problem;
    }

    void add(ObjectName name, TableBean bean) {
        try {
            register(name, bean);
        } catch (JMException | RuntimeException e) {
            if (problem.isEmpty()) {
                problem = name + ": " + e;
            }
        }
    }

    private void register(ObjectName name, TableBean bean) throws JMException {
        try {
            server.registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException e) {
            if (!left(name)) {
                throw e;
            }
            server.unregisterMBean(name);
            server.registerMBean(bean, name);
        }
        beans.put(name, bean);
    }

    /** Whether the bean of that name was left by an earlier agent, maybe of another class loader. */
    private boolean left(ObjectName name) throws JMException {
        String holder = server.getMBeanInfo(name).getClassName();
        return holder.equals(TableBean.class.getName()) || holder.equals(NotifyingBean.class.getName());
    }

    /** Takes out what is still ours. */
    @Override
    public void close() {
        for (Map.Entry<ObjectName, TableBean> entry : beans.entrySet()) {
            try {
                if (entry.getValue().registered()) {
                    server.unregisterMBean(entry.getKey());
                }
            } catch (JMException | RuntimeException e) {
                if (problem.isEmpty()) {
                    problem = entry.getKey() + ": " + e;
                }
            }
        }
        beans.clear();
    }
}
