// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.DirectUser;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a service's direct memory is asked for, as JConsole shows it, and what doesn't pass the reservation point. */
@ParameterizedClass
@MethodSource("jdks")
class DirectSitesIT {
    private static final String USER = DirectUser.class.getName();

    private final Jdk jdk;

    DirectSitesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void namesTheSitesInTheServicesTermsWithTheirBytes() throws Exception {
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("images").say("thumbs").awaitOut("thumbs: ");

            awaitSites(beans, sites -> {
                // the larger ones were sampled each, but where the interval had grown past them
                assertThat((double) bytes(sites, USER + ".images")).isBetween(25e6, 40e6);
                assertThat((double) bytes(sites, USER + ".thumbs")).isBetween(4e6, 20e6);
                assertThat(sites.values().stream()
                                .mapToDouble(row -> (Double) row.get("Share"))
                                .sum())
                        .isBetween(0.999, 1.001);
            });
            // the sites may have been told in the midst of them
            awaitDirect(beans, "AllocationSizes", table -> {
                TabularData sizes = (TabularData) table;
                assertThat((Long) sizes.get(new Object[] {1L << 20}).get("Allocations"))
                        .isGreaterThanOrEqualTo(30);
                assertThat((Long) sizes.get(new Object[] {1L << 10}).get("Allocations"))
                        .isGreaterThanOrEqualTo(10_000);
            });
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void seesTheTemporaryBufferOfAHeapBufferThatIsWritten() throws Exception {
        Assumptions.assumeTrue(jdk.feature() < 24, "temporary buffers don't pass the reservation point of " + jdk);
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("export").awaitOut("export: ");

            awaitSites(
                    beans,
                    sites -> assertThat(
                                    bytes(sites, USER + ".export (a temporary buffer of NIO's, for one on the heap)"))
                            .isGreaterThanOrEqualTo(3 << 20));
        }
    }

    @Test
    void showsMappedFilesBesideThePool() throws Exception {
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("map").awaitOut("map: done");

            awaitDirect(beans, "MappedBytes", mapped -> assertThat(mapped).isEqualTo(5L << 20));
            awaitDirect(beans, "MappedCount", mapped -> assertThat(mapped).isEqualTo(1L));
        }
    }

    @Test
    void seesTheForeignMemoryOfAutomaticArenasAndSaysThatItDoesNotSeeOther() throws Exception {
        Assumptions.assumeTrue(jdk.feature() >= 22, "java.lang.foreign is final since 22; this is " + jdk);
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("confined").say("auto").awaitOut("auto: done");

            awaitSites(
                    beans,
                    sites -> assertThat(bytes(sites, USER + ".arena (foreign memory)"))
                            .isEqualTo(7L << 20));
            assertThat(directState(beans)).contains("OK", "arenas other than Arena.ofAuto()", "temporary buffers");
        }
    }

    @Test
    void nettysAllocatorIsNamedWithItsCallerAndItsOwnCountIsShown() throws Exception {
        Assumptions.assumeTrue(jdk.feature() < 24, "Netty takes memory past the reservation point on " + jdk);
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("pooled").say("adaptive").awaitOut("adaptive: 262144");

            awaitSites(
                    beans,
                    sites -> assertThat(sites)
                            .containsKeys(
                                    "Netty's pooled allocator, for " + USER + ".pooled",
                                    "Netty's adaptive allocator, for " + USER + ".adaptive"));
            awaitDirect(beans, "NettyBytes", bytes -> assertThat((Long) bytes).isGreaterThan(8 << 20));
            assertThat(beans.get("DirectBuffers", "NettyOutsidePoolBytes")).isEqualTo(0L);
        }
    }

    @Test
    void whatNettyTakesPastTheReservationPointIsShownByItsOwnCounter() throws Exception {
        try (ForkedJvm jvm = service(
                        "",
                        "-Dio.netty.tryReflectionSetAccessible=true",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("pooled").awaitOut("pooled: 8388608");

            awaitDirect(
                    beans,
                    "NettyOutsidePoolBytes",
                    bytes -> assertThat((Long) bytes).isGreaterThanOrEqualTo(8 << 20));
            assertThat((Long) beans.get("DirectBuffers", "LiveBytes")).isLessThan(8 << 20);
            assertThat(directState(beans)).contains("PARTIAL", "Netty takes memory past the JDK's reservation point");
        }
    }

    @Test
    void aNettyThatIsLoadedIsNotInitialisedForIt() throws Exception {
        try (ForkedJvm jvm = service("period=100ms", "-Xlog:class+init=info:stderr");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("nettyloaded")
                    .awaitOut("nettyloaded: PlatformDependent")
                    .say("images")
                    .awaitOut("images: 30");
            awaitSites(beans, sites -> assertThat(sites).containsKey(USER + ".images"));

            assertThat(beans.get("DirectBuffers", "NettyBytes")).isNull();
            String initialised = "Initializing 'io/netty/util/internal/PlatformDependent'";
            assertThat(jvm.err()).doesNotContain(initialised);
            jvm.say("pooled").awaitOut("pooled: ").awaitErr(initialised);
            awaitDirect(beans, "NettyBytes", bytes -> assertThat((Long) bytes).isGreaterThanOrEqualTo(8 << 20));
        }
    }

    @Test
    void aClassThatAllocatedCanStillBeUnloaded() throws Exception {
        try (ForkedJvm jvm = service("");
                RemoteMBeans beans = RemoteMBeans.of(jvm)) {
            jvm.say("plugin").awaitOut("plugin: done");
            awaitSites(beans, sites -> assertThat(sites).containsKey(DirectUser.Plugin.class.getName() + ".run"));

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        jvm.forgetOut().say("unloaded").awaitOut("unloaded: ");
                        return jvm.awaitOut("e\n").out().contains("unloaded: true");
                    });
        }
    }

    @Test
    void theServicesThreadAllocatesNoByteMoreOnTheHeap() {
        String without = ownAllocation(ForkedJvm.of(jdk));
        String with = ownAllocation(ForkedJvm.of(jdk).agent("kernel=none"));

        assertThat(with).isEqualTo(without);
    }

    private String ownAllocation(ForkedJvm.Builder builder) {
        try (ForkedJvm jvm =
                builder.classPath(netty(ByteBuf.class)).run(DirectUser.class).awaitOut("ready")) {
            if (builder.hasAgent()) {
                AgentLifeIT.awaitRunning(jvm);
            }
            // the second time all of it is compiled
            jvm.say("ownallocation").awaitOut(" bytes\n").forgetOut().say("ownallocation");
            return jvm.awaitOut(" bytes\n").out();
        }
    }

    private ForkedJvm service(String options, String... flags) {
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(flags)
                .agent("kernel=none,trace=off" + (options.isEmpty() ? "" : "," + options))
                .classPath(netty(ByteBuf.class))
                .classPath(netty(ReferenceCounted.class))
                .run(DirectUser.class)
                .awaitOut("ready");
        AgentLifeIT.awaitRunning(jvm);
        return jvm;
    }

    private static Path netty(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitSites(RemoteMBeans beans, ThrowingConsumer<Map<String, CompositeData>> check) {
        awaitDirect(beans, "TopAllocationSites", table -> {
            assertThat(table).isNotNull();
            Map<String, CompositeData> sites = new TreeMap<>();
            for (CompositeData row : rows((TabularData) table)) {
                sites.put((String) row.get("Site"), row);
            }
            check.acceptThrows(sites);
        });
    }

    private static void awaitDirect(RemoteMBeans beans, String attribute, ThrowingConsumer<Object> check) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> check.acceptThrows(beans.get("DirectBuffers", attribute)));
    }

    private static long bytes(Map<String, CompositeData> sites, String name) {
        assertThat(sites).containsKey(name);
        return (Long) sites.get(name).get("Bytes");
    }

    @SuppressWarnings("unchecked")
    private static Collection<CompositeData> rows(TabularData table) {
        return (Collection<CompositeData>) table.values();
    }

    private static String directState(RemoteMBeans beans) throws Exception {
        TabularData sources = (TabularData) beans.get("Agent", "Sources");
        return sources.get(new Object[] {"direct"}).values().toString();
    }
}
