// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.LastWords;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.agent.watch.TraceWatch;
import io.github.buddyscope.correlation.Correlator;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.association.Associations;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import java.util.List;

/** From failures, and from what the trace finds, to the verdicts on them, all published. In turn with the agent's tasks. */
final class Verdicts {
    private final Publishers publishers;
    private final TraceWatch trace;
    private final Timeline timeline;
    private final Correlator correlator;
    private final Associations associations;
    private final LastWords lastWords;

    /** @param lastWords told whether there is anything left to say when the JVM ends */
    Verdicts(
            Publishers publishers,
            TraceWatch trace,
            Timeline timeline,
            Correlator correlator,
            Associations associations,
            LastWords lastWords) {
        this.publishers = publishers;
        this.trace = trace;
        this.timeline = timeline;
        this.correlator = correlator;
        this.associations = associations;
        this.lastWords = lastWords;
    }

    /** The log, or a relay, told of a failure; false where it found no room among the open episodes. */
    boolean found(KernelFailure failure) {
        publishers.each(publisher -> publisher.failure(failure));
        trace.logged(failure);
        timeline.add(failure);
        associations.add(failure);
        boolean taken = correlator.add(failure);
        lastWords.left(correlator.waits());
        return taken;
    }

    /** Publishes what is due by now. */
    void tick(long now) {
        try {
            trace.handOn(publishers, correlator, now);
        } finally { // trouble with the trace keeps no verdict on the log's failures
            publish(correlator.due(now));
        }
        lastWords.left(correlator.waits());
        trace.hurry(correlator.waits());
        List<Association> answers = associations.due(now);
        if (!answers.isEmpty()) {
            correlator.associated(answers);
        }
        for (Association association : answers) {
            publishers.each(publisher -> publisher.association(association));
        }
    }

    /** The agent or the JVM ends: verdicts whose windows haven't passed are given as they are. */
    void rest(long now) {
        try {
            trace.handOn(publishers, correlator, now);
        } finally {
            publish(correlator.rest(now));
            lastWords.left(false);
        }
    }

    private void publish(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            publishers.each(publisher -> publisher.verdict(verdict));
        }
    }

    /** Whether one waits for its window to pass. */
    boolean pending() {
        return correlator.waits();
    }

    /** When the next is due; {@code otherwise} where none is. */
    long nextDue(long otherwise) {
        return correlator.nextDue(otherwise);
    }
}
