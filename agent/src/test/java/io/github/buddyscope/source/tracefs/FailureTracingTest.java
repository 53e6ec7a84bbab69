// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.trace.TraceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a folder that looks like an instance, but keeps all that is written to a file. */
class FailureTracingTest {
    private static final long WINDOW = AllocationBudget.WINDOW_NANOS;
    private static final long MOST = AllocationBudget.PAGES_PER_SECOND * 10;
    private static final SourceState PARTLY =
            new SourceState(TracefsSource.NAME, Status.PARTIAL, "not to be had here: compact_retry", "");

    @TempDir
    Path directory;

    private TraceInstance instance;
    private FailureTracing tracing;
    private long now;
    private long pages;

    @BeforeEach
    void anInstanceThatTracesFailures() throws IOException {
        Files.createFile(directory.resolve("trace_pipe"));
        Path event = Files.createDirectories(directory.resolve("events/kmem/mm_page_alloc"));
        Files.writeString(event.resolve("format"), """
                \tfield:unsigned long pfn;\toffset:8;\tsize:8;\tsigned:0;
                \tfield:unsigned int order;\toffset:16;\tsize:4;\tsigned:0;
                """);
        instance = TraceInstance.readyMade(directory);
        instance.enableFailures();
        assertThat(written()).isEqualTo("1");
        tracing = new FailureTracing(instance, new AllocationBudget(1), PARTLY);
        after(0, 0);
    }

    private SourceState after(long nanos, long handedOut) {
        now += nanos;
        pages += handedOut;
        return tracing.allocated(now, pages);
    }

    private String written() throws IOException {
        return Files.readString(directory.resolve("events/kmem/mm_page_alloc/enable"));
    }

    @Test
    void aHostThatAllocatesLittleChangesNothing() throws IOException {
        for (int window = 0; window < 100; window++) {
            assertThat(after(WINDOW, MOST)).isNull();
        }
        assertThat(written()).isEqualTo("1");
    }

    @Test
    void itRestsWhileTheHostAllocatesTooMuchAndSaysSoOnce() throws IOException {
        SourceState resting = after(WINDOW, 3 * MOST);

        assertThat(written()).isEqualTo("10");
        assertThat(resting.status()).isEqualTo(Status.PARTIAL);
        assertThat(resting.detail()).contains("aren't traced now").contains("300000 pages a second");
        assertThat(resting.remedy()).contains("50000");
        assertThat(after(WINDOW, 3 * MOST)).isNull();
        assertThat(written()).isEqualTo("10");
    }

    @Test
    void andGoesOnAfterACalmMinuteWithWhatWasLeftOut() throws IOException {
        after(WINDOW, 3 * MOST);
        SourceState last = null;
        for (int window = 0; window < AllocationBudget.CALM_WINDOWS; window++) {
            assertThat(last).isNull();
            last = after(WINDOW, 0);
        }

        assertThat(written()).isEqualTo("101");
        assertThat(last.status()).isEqualTo(Status.PARTIAL);
        assertThat(last.detail())
                .startsWith("not to be had here: compact_retry; ")
                .contains("weren't traced for 60 s in all (1 time)");
    }

    @Test
    void whereFailuresCantBeTracedThereIsNothingToRest() throws IOException {
        instance.disable(TraceEvent.PAGE_ALLOC);

        assertThat(after(WINDOW, 3 * MOST)).isNull();
        for (int window = 0; window < 2 * AllocationBudget.CALM_WINDOWS; window++) {
            assertThat(after(WINDOW, 0)).isNull();
        }
        assertThat(written()).isEqualTo("10");
    }

    @Test
    void anInstanceThatIsGoneIsLeftAlone() throws IOException {
        Files.delete(directory.resolve("events/kmem/mm_page_alloc/enable"));
        Files.delete(directory.resolve("events/kmem/mm_page_alloc/filter"));
        Files.delete(directory.resolve("events/kmem/mm_page_alloc/format"));
        Files.delete(directory.resolve("events/kmem/mm_page_alloc"));

        assertThat(after(WINDOW, 3 * MOST)).isNull();
    }
}
