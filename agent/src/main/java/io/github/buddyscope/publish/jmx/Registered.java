// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Our beans in a server. A name that somebody else holds is left to them. The server tells its own listeners of each bean
 * that comes or goes, on the thread that brings it: they are the service's, and may throw or hang.
 */
final class Registered implements AutoCloseable {
    private static final long LONGEST_GOODBYE_SECONDS = 2;

    private final MBeanServer server;
    private final Executor executor;
    private final Map<ObjectName, TableBean> beans = new LinkedHashMap<>(); // the executor's
    /** A listener threw an error: the server has the bean then, and tells it that it hasn't. */
    private final Set<ObjectName> doubtful = new HashSet<>();

    private volatile String problem = "";

    /** @param executor runs one after the other, in their order */
    Registered(MBeanServer server, Executor executor) {
        this.server = server;
        this.executor = executor;
    }

    /** The first thing that went wrong, empty where nothing did. */
    String problem() {
        return problem;
    }

    /** Told apart here, where beans are made anyway: who only may add one needn't load what it is. */
    void addNotifying(ObjectName name, NotifyingBean bean) {
        add(name, bean);
    }

    void add(ObjectName name, TableBean bean) {
        executor.execute(() -> {
            try {
                register(name, bean);
            } catch (Exception e) {
                failed(name, e);
            } catch (Error e) {
                doubtful.add(name);
                failed(name, e);
            }
        });
    }

    private void failed(ObjectName name, Throwable e) {
        if (problem.isEmpty()) {
            problem = name + ": " + e;
        }
    }

    private void register(ObjectName name, TableBean bean) throws JMException {
        beans.put(name, bean);
        try {
            server.registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException e) {
            if (!left(name)) {
                throw e;
            }
            server.unregisterMBean(name);
            server.registerMBean(bean, name);
        }
    }

    /** Whether the bean of that name was left by an earlier agent, maybe of another class loader. */
    private boolean left(ObjectName name) throws JMException {
        String holder = server.getMBeanInfo(name).getClassName();
        return holder.equals(TableBean.class.getName()) || holder.equals(NotifyingBean.class.getName());
    }

    /** Takes out what is still ours. Where a listener hangs it's not waited for: what is left goes when it returns. */
    @Override
    public void close() {
        CountDownLatch done = new CountDownLatch(1);
        executor.execute(() -> {
            beans.forEach(this::remove);
            beans.clear();
            done.countDown();
        });
        try {
            done.await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(ObjectName name, TableBean bean) {
        try {
            if (bean.registered() || doubtful.contains(name) && server.isRegistered(name) && left(name)) {
                server.unregisterMBean(name);
            }
        } catch (Exception | Error e) {
            failed(name, e);
        }
    }
}
