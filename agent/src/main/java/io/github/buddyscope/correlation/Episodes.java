// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The episodes whose window hasn't passed yet. Bounded; not thread-safe. */
final class Episodes {
    private static final int MOST_OPEN = 64;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private final List<Episode> open = new ArrayList<>();
    private final long window;

    Episodes(long window) {
        this.window = window;
    }

    /** False where the failure begins an episode that there's no room for. */
    boolean add(KernelFailure failure) {
        for (Episode episode : open) {
            if (episode.takes(failure, window, LONGEST)) {
                episode.add(failure);
                return true;
            }
        }
        return open.size() < MOST_OPEN && open.add(new Episode(failure));
    }

    /** Takes out those that are complete at {@code now}: nothing that belongs to them can come any more. */
    List<Episode> takeComplete(long now, long grace) {
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
}
