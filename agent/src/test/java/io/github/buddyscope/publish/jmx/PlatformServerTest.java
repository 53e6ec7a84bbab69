// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.ChildJvm;
import io.github.buddyscope.publish.Findings;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

class PlatformServerTest {
    private static final String BEGIN = "somebody starts JMX";
    private static final String LOG_MANAGER = " java.util.logging.LogManager ";

    @Test
    void theServiceStartsJmxAndLoggingWhenItWantsTo() throws Exception {
        List<String> lines = ChildJvm.run(Service.class, "-Xlog:class+load:stdout");
        int begin = lines.indexOf(BEGIN);

        assertThat(lines).contains("registered before: false", "registered after: true", "total: 1");
        assertThat(lines.subList(0, begin)).noneMatch(line -> line.contains(LOG_MANAGER));
    }

    @Test
    void withoutFlightRecorderTheBeansAreThereAllTheSame() throws Exception {
        assertThat(ChildJvm.run(Service.class, "--limit-modules", "java.management,java.logging"))
                .contains("registered after: true", "total: 1");
    }

    @Test
    void aServerThatIsNotThePlatformsIsLeftAlone() {
        MBeanServer other = MBeanServerFactory.createMBeanServer("somebodys");
        try {
            assertThat(PlatformServer.find()).isNotSameAs(other);
            MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
            assertThat(PlatformServer.find()).isSameAs(platform);
        } finally {
            MBeanServerFactory.releaseMBeanServer(other);
        }
    }

    static final class Service {
        public static void main(String[] args) throws Exception {
            try (JmxPublisher publisher = new JmxPublisher(new ScriptedControl())) {
                MBeanServerFactory.createMBeanServer("somebodys");
                publisher.host(Findings.latest(Findings.normal(0)));
                publisher.failure(Findings.failure());
                publisher.verdict(Findings.verdict());
                System.out.println("registered before: " + publisher.tryRegister());
                System.out.println(BEGIN);
                MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
                System.out.println("registered after: " + publisher.tryRegister());
                while (!platform.isRegistered(Names.KERNEL_FAILURES)) {
                    Thread.onSpinWait(); // a server may keep its callers waiting, so a thread of its own brings the
                    // beans
                }
                System.out.println("total: " + platform.getAttribute(Names.KERNEL_FAILURES, "Total"));
            }
        }
    }
}
