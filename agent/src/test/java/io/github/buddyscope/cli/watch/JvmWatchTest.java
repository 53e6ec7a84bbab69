// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watches a server of MBeans through a real connector, as {@code watch PID} does another JVM's. */
class JvmWatchTest {
    private final List<Happening> found = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private record Access(String url, boolean alive, String refusal) implements JvmAccess {
        @Override
        public String pid() {
            return "4711";
        }

        @Override
        public String name() {
            return "service.jar";
        }

        @Override
        public String address() throws Refused {
            if (refusal != null) {
                throw new Refused(refusal);
            }
            return url;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("buddyscope-jvm")));
    }

    @Test
    void aVerdictFromBeforeIsToldOnceAsOldAndANewOneAsNew() throws Exception {
        MBeanServer server = server();
        JmxPublisher publisher = publisher(server);
        publisher.verdict(Findings.verdict());
        JvmWatch watch = watching(new Access(connector(server), true, null));

        await().until(() -> watch.view(System.nanoTime()).sample() != null && !found.isEmpty());
        JvmSample first = watch.view(System.nanoTime()).sample();
        await().until(() -> watch.view(System.nanoTime()).sample() != first);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).old()).isTrue();
        assertThat(found.get(0).what()).isEqualTo("by the agent in the JVM: FRAGMENTATION, the JVM's part: BYSTANDER");
        publisher.verdict(later(Findings.verdict()));
        await().until(() -> watch.view(System.nanoTime()) != null && found.size() == 2);
        assertThat(found.get(1).old()).isFalse();
    }

    @Test
    void theShareOfTimeInCollectionsIsNotKnownBeforeTheSecondAnswer() throws Exception {
        JvmWatch watch = watching(new Access(connector(server()), true, null));

        await().until(() -> watch.view(System.nanoTime()).sample() != null);
        await().until(() -> !Double.isNaN(watch.view(System.nanoTime()).gcShare()));

        JvmView view = watch.view(System.nanoTime());
        assertThat(view.gcShare()).isBetween(0.0, 1.0);
        assertThat(view.problem()).isEmpty();
        assertThat(view.name()).isEqualTo("service.jar");
    }

    @Test
    void aJvmThatDoesNotAnswerIsSaidToBeSilentAndNothingIsMadeUp() throws Exception {
        JvmWatch watch = watching(new Access(connector(server()), true, null));
        await().until(() -> watch.view(System.nanoTime()).sample() != null);
        JvmSample last = watch.view(System.nanoTime()).sample();

        JvmView later = watch.view(last.nanos() + 3_600_000_000_000L);

        assertThat(later.problem()).startsWith("no answer for ").endsWith(": in a pause, or stopped");
    }

    @Test
    void whyAJvmCannotBeReachedIsSaid() {
        assertProblem(new Access(null, true, "it belongs to another user"), "it belongs to another user");
        assertProblem(new Access("nonsense", true, null), "it names no address for JMX that this Java knows");
    }

    @Test
    void aConnectionThatBreaksIsAJvmThatEndedOrOneThatNoLongerAnswers() throws Exception {
        JMXConnectorServer gone = started(server());
        String address = gone.getAddress().toString();
        gone.stop();

        assertProblem(new Access(address, false, null), "it has ended");
        JvmWatch watch = watching(new Access(address, true, null));
        await().until(() -> watch.view(System.nanoTime()).problem().startsWith("it no longer answers: "));
        assertThat(watch.view(System.nanoTime()).sample()).isNull();
    }

    private void assertProblem(JvmAccess access, String problem) {
        JvmWatch watch = watching(access);
        await().until(() -> !watch.view(System.nanoTime()).problem().isEmpty());
        assertThat(watch.view(System.nanoTime()).problem()).isEqualTo(problem);
    }

    private JvmWatch watching(JvmAccess access) {
        JvmWatch watch = new JvmWatch(access, 20, found::add);
        opened.add(watch);
        watch.start();
        return watch;
    }

    private static Verdict later(Verdict verdict) {
        KernelFailure first = Findings.failure(3, 32_768, verdict.first().time().plusSeconds(60));
        return new Verdict(
                first,
                first,
                verdict.failures(),
                verdict.lastNanos(),
                verdict.windowNanos(),
                verdict.nearestGc(),
                verdict.pauseStalls(),
                verdict.gcsInWindow(),
                verdict.direct(),
                verdict.zoneState(),
                verdict.zones(),
                verdict.part(),
                verdict.howBad(),
                verdict.summary(),
                verdict.doubts());
    }

    /** With the MBeans of this JVM's platform. */
    private static MBeanServer server() throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        Set<Class<? extends PlatformManagedObject>> beans = ManagementFactory.getPlatformManagementInterfaces();
        for (Class<? extends PlatformManagedObject> type : beans) {
            for (PlatformManagedObject bean : ManagementFactory.getPlatformMXBeans(type)) {
                if (!server.isRegistered(bean.getObjectName())) {
                    server.registerMBean(bean, bean.getObjectName());
                }
            }
        }
        return server;
    }

    private JmxPublisher publisher(MBeanServer server) {
        JmxPublisher publisher = new JmxPublisher(new ScriptedControl(), server);
        opened.add(publisher::close);
        publisher.tryRegister();
        publisher.health(Findings.health());
        return publisher;
    }

    private String connector(MBeanServer server) throws Exception {
        JMXConnectorServer connector = started(server);
        opened.add(connector::stop);
        return connector.getAddress().toString();
    }

    private static JMXConnectorServer started(MBeanServer server) throws Exception {
        JMXConnectorServer connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://localhost"), null, server);
        connector.start();
        return connector;
    }
}
