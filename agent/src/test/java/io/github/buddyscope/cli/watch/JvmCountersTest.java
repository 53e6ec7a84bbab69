// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.parse.perfdata.Counters;
import io.github.buddyscope.parse.perfdata.PerfData;
import org.junit.jupiter.api.Test;

/** With the values of JVMs that ran with {@code -Xmx128m}. */
class JvmCountersTest {
    private static Counters jvm() {
        return new Counters()
                .add("sun.os.hrt.frequency", 1_000_000_000)
                .add("sun.rt.createVmBeginTime", 1_795_429_789_854L)
                .add("java.property.java.vm.version", "17.0.15+6-Debian-1deb12u1");
    }

    private static JvmSample sample(Counters counters) {
        return new JvmCounters(PerfData.parse(counters.bytes())).sample(7, 1_795_429_794_854L);
    }

    @Test
    void ofSerialTheGenerationsDivideTheHeap() {
        JvmSample sample = sample(jvm().add("sun.gc.policy.name", "Copy:MSC")
                .add("sun.gc.generation.0.maxCapacity", 44_695_552)
                .add("sun.gc.generation.1.maxCapacity", 89_522_176)
                .add("sun.gc.generation.0.space.0.used", 1_048_592)
                .add("sun.gc.generation.0.space.1.used", 0)
                .add("sun.gc.generation.0.space.2.used", 4_194_368)
                .add("sun.gc.generation.1.space.0.used", 19_334_736)
                .add("sun.gc.collector.0.name", "Serial young collection pauses")
                .add("sun.gc.collector.0.invocations", 12)
                .add("sun.gc.collector.0.time", 52_688_096)
                .add("sun.gc.collector.0.lastEntryTime", 4_135_608_486L)
                .add("sun.gc.collector.0.lastExitTime", 4_138_770_730L));

        assertThat(sample.heapMax()).isEqualTo(128L << 20);
        assertThat(sample.heapUsed()).isEqualTo(24_577_696);
        assertThat(sample.vm()).isEqualTo("Java 17.0.15");
        assertThat(sample.uptimeMillis()).isEqualTo(5_000);
        assertThat(sample.collectors())
                .containsExactly(new Collector("Serial young collection pauses", 12, 53, 3, 4_139));
        assertThat(sample.pauses()).isEqualTo(12);
        assertThat(sample.last().lastMillis()).isEqualTo(3);
    }

    @Test
    void ofG1EachMayHaveAllOfIt() {
        JvmSample sample = sample(jvm().add("sun.gc.policy.name", "GarbageFirst")
                .add("sun.gc.generation.0.maxCapacity", 134_217_752)
                .add("sun.gc.generation.1.maxCapacity", 134_217_736));

        assertThat(sample.heapMax()).isEqualTo(128L << 20);
        assertThat(sample.heapUsed()).isEqualTo(-1);
    }

    @Test
    void aCollectionThatIsUnderWayIsNotYetTheLast() {
        JvmSample sample = sample(jvm().add("sun.gc.collector.1.invocations", 1)
                .add("sun.gc.collector.1.lastEntryTime", 20_000_000)
                .add("sun.gc.collector.1.lastExitTime", 10_000_000));

        assertThat(sample.last()).isNull();
        assertThat(sample.pauses()).isEqualTo(1);
    }

    @Test
    void shenandoahsCyclesAreNoPauses() {
        JvmSample sample = sample(jvm().add("sun.gc.collector.0.name", "Shenandoah partial")
                .add("sun.gc.collector.0.invocations", 0)
                .add("sun.gc.collector.0.time", 0)
                .add("sun.gc.collector.1.name", "Shenandoah full")
                .add("sun.gc.collector.1.invocations", 12)
                .add("sun.gc.collector.1.time", 4_000_000_000L));

        assertThat(sample.collectors()).isEmpty();
        assertThat(sample.pauses()).isEqualTo(-1);
        assertThat(sample.pauseMillis()).isEqualTo(-1);
        assertThat(sample.last()).isNull();
    }

    @Test
    void whatNoCounterTellsIsNotKnown() {
        JvmSample sample = sample(new Counters().add("other", 1));

        assertThat(sample.heapMax()).isEqualTo(-1);
        assertThat(sample.uptimeMillis()).isEqualTo(-1);
        assertThat(sample.collectors()).isEmpty();
        assertThat(sample.pauses()).isEqualTo(-1);
        assertThat(sample.pauseMillis()).isEqualTo(-1);
        assertThat(sample.direct()).isEqualTo(JvmSample.Pool.UNKNOWN);
        assertThat(sample.agent()).isNull();
    }
}
