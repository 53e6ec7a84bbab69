// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JVM's MBeans as JConsole sees them: over the local connector, with no class of the agent's. */
final class RemoteMBeans implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private RemoteMBeans(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    static RemoteMBeans of(ForkedJvm jvm) throws Exception {
        return of(jvm.pid());
    }

    static RemoteMBeans of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            return new RemoteMBeans(
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The names of the domain, sorted. */
    Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        server.queryNames(name("buddyscope:*"), null).forEach(name -> names.add(name.toString()));
        return names;
    }

    /** Once there is such a bean: who asks for the first time brings them. */
    Object get(String bean, String attribute) throws IOException, JMException {
        ObjectName name = name("buddyscope:type=" + bean);
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> server.isRegistered(name));
        return server.getAttribute(name, attribute);
    }

    Object invoke(String bean, String operation, String... arguments) throws IOException, JMException {
        String[] signature = new String[arguments.length];
        java.util.Arrays.fill(signature, String.class.getName());
        return server.invoke(name("buddyscope:type=" + bean), operation, arguments, signature);
    }

    /** What the bean notifies from now on. */
    List<Notification> listen(String bean) throws IOException, JMException {
        List<Notification> heard = new CopyOnWriteArrayList<>();
        server.addNotificationListener(
                name("buddyscope:type=" + bean), (notification, none) -> heard.add(notification), null, null);
        return heard;
    }

    MBeanServerConnection server() {
        return server;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
