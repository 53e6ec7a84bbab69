// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.Findings;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.TraceAccount;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class StallsViewTest {
    private final StallsView view = new StallsView();
    private final TableBean bean = view.bean();

    private Object value(String attribute) throws Exception {
        return bean.getAttribute(attribute);
    }

    @Test
    void countsTheHostsStallsAndThisJvmsApart() throws Exception {
        view.update(Findings.trace());
        view.add(Findings.tracedStall(true));
        view.add(Findings.tracedStall(false));
        view.add(Findings.tracedStall(false));

        assertThat(value("Source")).isEqualTo("tracefs");
        assertThat(value("DirectCompactions")).isEqualTo(3L);
        assertThat(value("DirectReclaims")).isEqualTo(0L);
        assertThat(value("StallMillis")).isEqualTo(4.5);
        assertThat(value("ThisJvmStalls")).isEqualTo(1L);
        assertThat(value("ThisJvmStallMillis")).isEqualTo(1.5);
        assertThat(value("LongestMillis")).isEqualTo(1.5);
        CompositeData row = ((TabularData) value("ByKindAndOrder")).get(new Object[] {"DIRECT_COMPACTION", 9});
        assertThat(row.get("Stalls")).isEqualTo(3L);
        assertThat(row.get("ThisJvmMillis")).isEqualTo(1.5);
        assertThat((CompositeData[]) value("Recent")).hasSize(3);
    }

    @Test
    void sortsLengthsIntoDecades() throws Exception {
        view.update(Findings.trace());
        view.add(Findings.tracedStall(true));

        TabularData lengths = (TabularData) value("Lengths");

        assertThat(lengths.get(new Object[] {"DIRECT_COMPACTION", 9, 10_000L}).get("Stalls"))
                .isEqualTo(1L);
        assertThat(lengths.get(new Object[] {"DIRECT_COMPACTION", 9, 1_000L}).get("Stalls"))
                .isEqualTo(0L);
        assertThat(lengths.size()).isEqualTo(StallCounts.BUCKETS);
    }

    @Test
    void putsTheLogBesideTheTruth() throws Exception {
        view.update(Findings.trace());
        view.add(Findings.tracedFailure(true));
        view.add(Findings.tracedFailure(false));

        assertThat(value("Failures")).isEqualTo(2L);
        assertThat(value("ThisJvmFailures")).isEqualTo(1L);
        assertThat(value("FailuresToBeLogged")).isEqualTo(0L);
        assertThat(value("FailuresLogged")).isEqualTo(2L);
        assertThat(((TabularData) value("FailuresByMeaning"))
                        .get(new Object[] {"OPTIONAL"})
                        .get("Failures"))
                .isEqualTo(2L);
        assertThat(((CompositeData[]) value("RecentFailures"))[0].get("Reason").toString())
                .startsWith("Node 0 Normal would not have enough");
    }

    @Test
    void saysOfFailuresThatAreNotTracedThatNothingIsKnown() throws Exception {
        TraceAccount both = Findings.trace();
        view.update(new TraceAccount(both.state(), both.sinceNanos(), false, 100, 3, 1, 2, 7, both.pauses()));
        view.add(Findings.tracedStall(true));

        assertThat(value("Failures")).isNull();
        assertThat(value("FailuresLogged")).isNull();
        assertThat(value("ThisJvmStalls")).isEqualTo(1L);
    }

    @Test
    void givesThePausesShareOnTheWallAndByThreads() throws Exception {
        view.update(Findings.trace());

        assertThat(value("PauseStalledMillis")).isEqualTo(27.0);
        assertThat(value("PauseStalledThreadMillis")).isEqualTo(48.0);
        assertThat(value("PauseStalledShare")).isEqualTo(0.0675);
        assertThat(((TabularData) value("ByThreadKind"))
                        .get(new Object[] {"GC_WORKER"})
                        .get("InPausesMillis"))
                .isEqualTo(48.0);
    }

    @Test
    void withoutATraceTheHostsCountersStandInAndSaySo() throws Exception {
        view.update(Findings.noTrace());
        LatestHost latest = Findings.latest(Findings.normal(0));
        view.update(latest.reading(), latest);

        assertThat(value("Source")).isEqualTo("vmstat");
        assertThat(value("SourceDetail")).isEqualTo("permission denied; to get it: run as root");
        assertThat(value("DirectReclaims")).isEqualTo(0L);
        assertThat(value("StallMillis")).isNull();
        assertThat(value("ThisJvmStalls")).isNull();
        assertThat(value("Failures")).isNull();
        assertThat(value("Pauses")).isNull();
    }
}
