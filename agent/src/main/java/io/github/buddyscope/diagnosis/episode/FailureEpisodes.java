// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers the failures of one log into episodes and gives each out when it is over, in the order in which they began. An
 * episode that keeps too many others waiting is given out before its end; what comes of it after that, when it ends.
 */
public final class FailureEpisodes {
    private static final int MOST_OPEN = 64;

    private final Consumer<FailureEpisode> teller;
    private final List<FailureEpisode> open = new ArrayList<>();

    /** @param teller gets each episode that has something untold */
    public FailureEpisodes(Consumer<FailureEpisode> teller) {
        this.teller = teller;
    }

    /** Takes the next failure of the log. */
    public void add(LogTime when, FailureReport report, Diagnosis diagnosis) {
        tellWhatIsOver(when);
        FailureEpisode own = null;
        for (FailureEpisode episode : open) {
            if (own == null && !episode.isOver(when) && episode.takes(report, diagnosis)) {
                own = episode;
            }
        }
        if (own == null) {
            if (open.size() == MOST_OPEN) {
                makeRoom(when);
            }
            own = new FailureEpisode(when, report, diagnosis);
            open.add(own);
        } else {
            own.add(when, report, diagnosis);
        }
        if (report.kind() == FailureKind.OOM_KILL) {
            killed(when, report, own);
        }
    }

    /** An out-of-memory kill that isn't to be told of but may follow the others. */
    public void killed(LogTime when, FailureReport kill) {
        killed(when, kill, null);
    }

    private void killed(LogTime when, FailureReport kill, FailureEpisode own) {
        for (FailureEpisode episode : open) {
            if (episode != own) {
                episode.killed(when, kill);
            }
        }
    }

    private void tellWhatIsOver(LogTime when) {
        boolean waiting = false;
        for (Iterator<FailureEpisode> each = open.iterator(); each.hasNext(); ) {
            FailureEpisode episode = each.next();
            boolean over = episode.isOver(when);
            if (over && !(waiting && !episode.isTold())) {
                tell(episode);
                each.remove();
            }
            waiting |= !over && !episode.isTold();
        }
    }

    /** The oldest waits no longer for its end; if that frees nothing, the one that is longest without a failure goes. */
    private void makeRoom(LogTime when) {
        for (FailureEpisode episode : open) {
            if (!episode.isTold()) {
                tell(episode);
                break;
            }
        }
        tellWhatIsOver(when);
        if (open.size() == MOST_OPEN) {
            FailureEpisode quietest = open.get(0);
            for (FailureEpisode episode : open) {
                quietest = episode.last().number() < quietest.last().number() ? episode : quietest;
            }
            tell(quietest);
            open.remove(quietest);
        }
    }

    private void tell(FailureEpisode episode) {
        if (episode.untold() > 0) {
            teller.accept(episode);
            episode.told();
        }
    }

    /** The log has been quiet: all that is there is given out, and what follows may still belong to it. */
    public void idle() {
        open.forEach(this::tell);
    }

    /** The log ends. */
    public void end() {
        idle();
        open.clear();
    }
}
