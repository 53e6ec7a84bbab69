// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.episode;

import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.correlation.trouble.Trouble;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The episodes whose window hasn't passed yet. Bounded; not thread-safe. */
public final class Episodes {
    private static final int MOST_OPEN = 64;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private final List<Episode> open = new ArrayList<>();
    private final long window;

    /** @param window nanoseconds within which the next trouble belongs to the same episode */
    public Episodes(long window) {
        this.window = window;
    }

    /** False where no open episode is of its kind and near it. */
    public boolean join(Trouble trouble) {
        for (Episode episode : open) {
            if (episode.takes(trouble, window, LONGEST)) {
                episode.add(trouble);
                return true;
            }
        }
        return false;
    }

    /** False where there's no room. */
    public boolean begin(Trouble trouble) {
        return open.size() < MOST_OPEN && open.add(new Episode(trouble));
    }

    /** Whether an episode of failures is open that has the moment within its window. */
    public boolean tellsOf(long nanos) {
        for (Episode episode : open) {
            if (episode.first().live()
                    && episode.first().trigger() != Trigger.STALLED_PAUSE
                    && nanos - episode.first().nanos() >= -window
                    && nanos - episode.lastNanos() <= window) {
                return true;
            }
        }
        return false;
    }

    /** Whether one is open that didn't end before the agent came. */
    public boolean anyLive() {
        for (Episode episode : open) {
            if (episode.first().live()) {
                return true;
            }
        }
        return false;
    }

    /** When the first of those that are open is complete, if nothing more belongs to it; {@code otherwise} where none is. */
    public long nextComplete(long grace, long otherwise) {
        long next = otherwise;
        for (int i = 0; i < open.size(); i++) {
            long complete = open.get(i).lastNanos() + window + grace + 1;
            next = i == 0 || complete - next < 0 ? complete : next;
        }
        return next;
    }

    /** Takes out those that are complete at {@code now}: nothing that belongs to them can come any more. */
    public List<Episode> takeComplete(long now, long grace) {
        List<Episode> complete = new ArrayList<>();
        for (Iterator<Episode> each = open.iterator(); each.hasNext(); ) {
            Episode episode = each.next();
            if (now - episode.lastNanos() > window + grace) {
                complete.add(episode);
                each.remove();
            }
        }
        return complete;
    }

    /** Takes out all, complete or not. */
    public List<Episode> takeAll() {
        List<Episode> all = List.copyOf(open);
        open.clear();
        return all;
    }
}
