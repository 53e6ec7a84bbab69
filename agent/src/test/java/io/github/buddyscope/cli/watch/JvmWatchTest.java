// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.cli.jvm.JvmProcess;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.parse.perfdata.Counters;
import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.publish.jmx.ScriptedControl;
import io.github.buddyscope.publish.look.LookPublisher;
import io.github.buddyscope.source.jvm.JvmFigures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** Watches a JVM that is made up, by its counters, by a real connector, and by a real agent's answers. */
class JvmWatchTest {
    private final List<Happening> found = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private int accesses;

    @TempDir
    private Path directory;

    /** What stands in for the process. */
    private class Access implements JvmAccess {
        private final int number = ++accesses; // each has a file of its own: it is written anew for each look
        private final Counters counters = new Counters()
                .add("sun.os.hrt.frequency", 1_000_000_000)
                .add("java.property.java.vm.version", "17.0.15")
                .add("sun.gc.collector.0.invocations", 3)
                .add("sun.gc.collector.0.time", 30_000_000);
        private volatile boolean alive = true;
        private volatile boolean agent;
        private boolean ours = true;
        private volatile String refusal;
        private volatile String apart = "";

        @Override
        public String pid() {
            return "4711";
        }

        @Override
        public String name() {
            return "service.jar";
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public boolean stopped() {
            return false;
        }

        @Override
        public boolean ours() {
            return ours;
        }

        @Override
        public boolean carriesAgent() {
            return agent;
        }

        @Override
        public String apart() {
            return apart;
        }

        @Override
        public Path socket() {
            return directory.resolve("s");
        }

        @Override
        public int user() {
            return new JvmProcess("self").user();
        }

        @Override
        public Path counters() throws Refused {
            if (refusal != null) {
                throw new Refused(refusal);
            }
            try {
                return Files.write(directory.resolve(number + ".counters"), counters.bytes());
            } catch (IOException e) {
                throw new Refused(e.toString());
            }
        }
    }

    private Access connecting(String address) {
        Access access = new Access();
        access.counters.add("sun.management.JMXConnectorServer.address", address);
        return access;
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
        JvmWatch watch = watching(connecting(connector(server)));

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
        JvmWatch watch = watching(connecting(connector(server())));

        await().until(() -> watch.view(System.nanoTime()).sample() != null);
        await().until(() -> !Double.isNaN(watch.view(System.nanoTime()).gcShare()));

        JvmView view = watch.view(System.nanoTime());
        assertThat(view.gcShare()).isBetween(0.0, 1.0);
        assertThat(view.problem()).isEmpty();
        assertThat(view.name()).isEqualTo("service.jar");
    }

    @Test
    void aJvmThatDoesNotAnswerIsSaidToBeSilentAndNothingIsMadeUp() throws Exception {
        JvmWatch watch = watching(connecting(connector(server())));
        await().until(() -> watch.view(System.nanoTime()).sample() != null);
        JvmSample last = watch.view(System.nanoTime()).sample();

        JvmView later = watch.view(last.nanos() + 3_600_000_000_000L);

        assertThat(later.problem()).startsWith("no answer for ").endsWith(": in a pause, or stopped");
    }

    @Test
    void whyAJvmCannotBeReachedIsSaidAsLongAsThatIsSo() {
        Access access = new Access();
        access.refusal = "it belongs to another user";
        JvmWatch watch = watching(access);
        await().until(() -> view(watch).problem().equals("it belongs to another user"));

        access.refusal = null;
        await().until(() -> view(watch).problem().isEmpty() && view(watch).sample() != null);

        access.refusal = "its file is gone";
        access.alive = false;
        await().until(() -> view(watch).problem().equals("it has ended"));
    }

    @Test
    void aJvmWithoutAnAgentTellsWhatItsCountersTellAndWhoWouldTellMore() {
        JvmWatch watch = watching(new Access());
        await().until(() -> view(watch).sample() != null);

        JvmView view = view(watch);
        assertThat(view.sample().from()).isEqualTo(JvmSample.From.COUNTERS);
        assertThat(view.sample().pauses()).isEqualTo(3);
        assertThat(view.sample().direct()).isEqualTo(JvmSample.Pool.UNKNOWN);
        assertThat(view.carriesAgent()).isFalse();
        assertThat(view.lack()).contains("attach 4711");
        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void aConnectorThatIsNoneOrGoneOrAnotherUsersLeavesTheCounters() throws Exception {
        JMXConnectorServer gone = started(server());
        String address = gone.getAddress().toString();
        gone.stop();
        Access others = connecting(connector(server()));
        others.ours = false;

        for (Access access : List.of(connecting("nonsense"), connecting(address), others)) {
            JvmWatch watch = watching(access);
            await().until(() -> view(watch).sample() != null);
            assertThat(view(watch).problem()).isEmpty();
            assertThat(view(watch).sample().from()).isEqualTo(JvmSample.From.COUNTERS);
        }
    }

    @Test
    void theAgentIsAskedWhereItComesAndItsSocketIsTakenAwayThen() throws Exception {
        Access access = new Access();
        access.agent = true;
        LookPublisher agent = new LookPublisher(access.socket(), "0.1.0", JvmFigures::read, () -> true);
        opened.add(agent);
        agent.verdict(Findings.verdict());
        JvmWatch watch = watching(access);

        await().until(() -> {
            agent.look();
            return view(watch).sample() != null;
        });
        assertThat(view(watch).sample().from()).isEqualTo(JvmSample.From.AGENT);
        assertThat(view(watch).sample().agent().version()).isEqualTo("0.1.0");
        assertThat(view(watch).sample().direct().capacity()).isNotNegative();
        assertThat(view(watch).lack()).isEmpty();
        assertThat(directory.resolve("s")).doesNotExist();
        await().until(() -> view(watch) != null && !found.isEmpty());
        assertThat(found.get(0).old()).isTrue();

        agent.close(); // detached, or started anew with other options
        await().until(() -> view(watch).sample().from() == JvmSample.From.COUNTERS);
        assertThat(view(watch).lack()).contains("its agent hasn't come to " + access.socket());
        LookPublisher next = new LookPublisher(access.socket(), "0.2.0", JvmFigures::read, () -> true);
        opened.add(next);
        await().until(() -> {
            next.look();
            return view(watch).sample().from() == JvmSample.From.AGENT;
        });
        watch.close();
        await().until(() ->
                Files.list(directory).allMatch(file -> file.toString().endsWith(".counters")));
    }

    @Test
    void whereNoSocketCanBeMadeThatIsSaid() throws Exception {
        Access access = new Access() {
            @Override
            public Path socket() {
                return directory.resolve("missing/s");
            }
        };
        access.agent = true;
        JvmWatch watch = watching(access);
        await().until(() -> view(watch).sample() != null);

        assertThat(view(watch).sample().from()).isEqualTo(JvmSample.From.COUNTERS);
        assertThat(view(watch).lack())
                .isEqualTo("its agent can't be asked: no socket can be made at " + access.socket()
                        + " (there is no such directory)");
    }

    @Test
    void whereItsAgentCanNotFindASocketThatIsSaidAndNoneIsMade() throws Exception {
        Access access = new Access();
        access.agent = true;
        access.apart = "it has mounts of its own";
        JvmWatch watch = watching(access);
        await().until(() -> view(watch).sample() != null);

        assertThat(view(watch).sample().from()).isEqualTo(JvmSample.From.COUNTERS);
        assertThat(view(watch).carriesAgent()).isTrue();
        assertThat(view(watch).lack()).isEqualTo("its agent can't be asked: it has mounts of its own");
        assertThat(directory.resolve("s")).doesNotExist();
    }

    private static JvmView view(JvmWatch watch) {
        return watch.view(System.nanoTime());
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
