// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.parse.kernel.FollowedReports;
import io.github.buddyscope.parse.kernel.prefix.PartialLines;
import io.github.buddyscope.publish.text.VerdictLine;
import io.github.buddyscope.source.kernellog.KernelLogs;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.kernellog.delivery.ReportSink;
import java.time.Instant;
import java.util.function.Consumer;

/** From the lines of the kernel's log to happenings, on the source's thread. */
final class KernelLogWatch implements ReportSink, AutoCloseable {
    private final KernelLogSource source;
    private final Consumer<Happening> found;
    private final FollowedReports reports = new FollowedReports(this::report);

    /** @param option as of the agent's {@code kernel} */
    KernelLogWatch(String option, Consumer<Happening> found) {
        this.source = KernelLogs.of(option, new PartialLines()::parse);
        this.found = found;
    }

    void start() {
        source.start(this);
    }

    SourceState state() {
        return source.state();
    }

    @Override
    public FollowedReports reports() {
        return reports;
    }

    @Override
    public void lost(long lines, String why) {
        reports.lost(lines);
        String many = lines > 0 ? "up to " + lines + " lines" : "lines";
        found.accept(Happening.note(Instant.now(), "the kernel's log lost " + many + ": " + why));
    }

    private void report(FailureReport report) {
        KernelTime when = source.clock().place(report.header());
        boolean live = report.header().arrival().live();
        found.accept(
                happening(report, Diagnostician.diagnose(report), when == null ? Instant.now() : when.time(), live));
    }

    static Happening happening(FailureReport report, Diagnosis diagnosis, Instant time, boolean live) {
        String suppressed = report.suppressed() > 0 ? " (and " + report.suppressed() + " not printed)" : "";
        Fields fields = new Fields()
                .add("kind", report.kind().name())
                .add("order", report.order())
                .add("bytes", diagnosis.bytes() > 0 ? diagnosis.bytes() : null)
                .add("task", report.origin().task())
                .add("pid", report.origin().pid())
                .add("origin", diagnosis.origin())
                .add("cause", diagnosis.cause().name())
                .add("atomic", diagnosis.atomic())
                .add("confidence", diagnosis.confidence().name());
        return new Happening(
                time,
                Kind.FAILURE,
                !live,
                false,
                VerdictLine.what(report, diagnosis) + suppressed,
                VerdictLine.why(diagnosis),
                fields.text());
    }

    @Override
    public void close() {
        source.close();
    }
}
