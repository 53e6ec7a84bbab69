// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.kernel.FollowedReports;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.source.kernellog.clock.SyslogClock;
import io.github.buddyscope.source.kernellog.delivery.ReportSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More is written to the log at once than anybody would read: what is left out is counted, and the end is read. */
class FileFloodTest implements ReportSink {
    private static final String LINE =
            "Nov 23 07:00:00 host kernel: [  100.000000] cma: cma_alloc: area %s: alloc failed, req-size: 1 pages, ret: -12\n";
    private static final int MANY = 150_000;

    @TempDir
    private Path directory;

    private final FollowedReports reports = new FollowedReports(this::found);
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private Path log;
    private FileSource source;
    private volatile FailureReport last;
    private volatile int found;

    @BeforeEach
    void start() throws IOException {
        log = directory.resolve("kern.log");
        Files.createFile(log);
        source = new FileSource(log, new PartialLines()::parse, new SyslogClock(), 1, 1 << 20);
        source.start(this);
        await().until(() -> source.state().status() == Status.OK);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void found(FailureReport report) {
        last = report;
        found = found + 1;
    }

    @Override
    public FollowedReports reports() {
        return reports;
    }

    @Override
    public void lost(long lines, String why) {
        losses.add(why);
        reports.lost(lines);
    }

    @Test
    void countsEveryLineAndEveryFailureAndReadsTheEnd() throws IOException {
        for (int part = 0; part < 2; part++) { // while he reads
            Files.writeString(log, LINE.formatted("a").repeat(MANY / 2), StandardOpenOption.APPEND);
        }
        Files.writeString(log, LINE.formatted("last"), StandardOpenOption.APPEND);
        await().until(() -> last != null && last.text().contains("area last")); // though the rest has yet to be counted
        await().atMost(60, TimeUnit.SECONDS).until(() -> source.linesRead() + source.linesLost() == MANY + 1);
        await().until(() -> reports.received() == MANY + 1);
        assertThat(source.linesLost()).as("skipped").isPositive();
        assertThat(losses).isNotEmpty().containsOnly("more was written to the file than is read");
        assertThat(reports.received()).isEqualTo(found + reports.dropped());

        Files.writeString(log, LINE.formatted("b"), StandardOpenOption.APPEND);
        await().until(() -> last.text().contains("area b"));
        assertThat(reports.received()).isEqualTo(MANY + 2).isEqualTo(found + reports.dropped());
        assertThat(source.state().detail()).isEmpty();
    }
}
