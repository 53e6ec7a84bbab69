// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The agent's account, and ours of the same log. */
final class Account {
    long lines;
    long missed;
    long failures;
    long linesRead;
    long linesLost;
    long dropped;
    long unnotified;
    long published;
    long live;
    long verdicts;

    Account(WatchedJvm service, KernelLog log, long invented) throws Exception {
        lines = log.lines + invented;
        missed = log.missed;
        failures = log.failures + invented;
        linesRead = service.number("Agent", "LinesRead");
        linesLost = service.number("Agent", "LinesLost");
        dropped = service.number("Agent", "EventsDropped");
        unnotified = service.number("Agent", "NotificationsDropped");
        live = service.number("KernelFailures", "TotalLive");
        for (String role : List.of("Victim", "Cause", "CauseAndVictim", "Bystander", "Unknown")) {
            verdicts += service.number("Correlation", "Verdicts" + role); // those since the agent's start
        }
        for (Object row : ((TabularData) service.server.getAttribute(WatchedJvm.bean("KernelFailures"), "LiveFailures")).values()) {
            CompositeData key = (CompositeData) row;
            published += key.get("Kind").equals("PAGE_ALLOC_FAILURE") ? (Long) key.get("Failures") : 0;
        }
    }

    /** Each was read or counted as lost: exactly, where none was lost or missed. */
    boolean everyLine() {
        return linesRead <= lines + missed && lines <= linesRead + linesLost;
    }

    boolean everyFailure() {
        return published <= failures + missed && failures <= published + dropped + linesLost;
    }

    long told() {
        return live + verdicts - unnotified;
    }

    Account less(Account before) {
        lines -= before.lines;
        missed -= before.missed;
        failures -= before.failures;
        linesRead -= before.linesRead;
        linesLost -= before.linesLost;
        dropped -= before.dropped;
        unnotified -= before.unnotified;
        published -= before.published;
        live -= before.live;
        verdicts -= before.verdicts;
        return this;
    }
}
