// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.OriginFinder.Found;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Origin.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Tells from a report who asked. The trace is believed first, then the work item, then the task's name. In interrupt
 * context neither of the last two has anything to do with it.
 */
public final class Askers {
    private static final String[] RECLAIM = {
        "balance_pgdat", "try_to_free_pages", "do_try_to_free_pages", "try_to_free_mem_cgroup_pages", "shrink_slab"
    };

    private static final int MOST_WORDS = 64;

    private final Attempt attempt;
    private final Origin origin;
    private final Trail trail;
    private final List<String> evidence = new ArrayList<>();
    private String name;
    private Confidence confidence = Confidence.LOW;

    private Askers(Attempt attempt) {
        this.attempt = attempt;
        this.origin = attempt.report().origin();
        this.trail = Trail.of(origin);
    }

    /** Who asked; never null. */
    public static Asker of(Attempt attempt) {
        return attempt.report().origin() == null ? Asker.UNKNOWN : new Askers(attempt).find();
    }

    private Asker find() {
        StringBuilder path = new StringBuilder();
        Found found = OriginFinder.find(trail.frames());
        if (found != null) {
            stack(found, path);
        }
        if (!origin.interruptContext() && (found == null || Subsystems.isHelper(found.frame()))) {
            workItem(path);
        }
        boolean byName =
                name == null && !origin.interruptContext() && trail.frames().isEmpty();
        if (byName && TaskNames.worksFor(origin.task()) != null) {
            name = TaskNames.worksFor(origin.task());
            evidence.add(origin.task());
            path.append(name);
        }
        Entry entry = Entry.of(trail, origin.interruptContext());
        reclaim(path, entry);
        Actor actor = actor(entry);
        return new Asker(
                name,
                actor,
                path.toString(),
                evidence,
                confidence,
                confidence == Confidence.LOW ? UsualAskers.of(attempt) : "",
                Fallbacks.of(attempt, trail, OriginFinder.within(trail.frames(), found)));
    }

    private void stack(Found found, StringBuilder path) {
        name = found.name();
        evidence.add(Trail.text(found.frame()));
        path.append(found.words());
        if (found.other() != null) {
            evidence.add(Trail.text(found.other()));
            String driver = OriginFinder.driver(found.other());
            if (OriginFinder.driver(found.frame()) == null) {
                path.append(", for ").append(driver);
            }
        }
        boolean cut = origin.interruptContext() && trail.entry() == null;
        confidence = trail.reliable() && !cut ? Confidence.HIGH : Confidence.MEDIUM;
    }

    /** {@code i40e i40e_service_task [i40e]}: the queue's name, the function, its module. */
    private void workItem(StringBuilder path) {
        Frame work = work(origin.workqueue());
        if (work == null) {
            return;
        }
        Found found = OriginFinder.find(List.of(work));
        if (found == null) {
            return;
        }
        evidence.add("workqueue " + origin.workqueue());
        path.append(path.isEmpty() ? "" : ", for ").append(found.words());
        // the work item says for whom the helper asked; another helper says no more than the first
        if (name == null || !Subsystems.isHelper(found.frame())) {
            name = found.name();
            confidence = Confidence.MEDIUM;
        }
    }

    private static Frame work(String workqueue) {
        if (workqueue == null) {
            return null;
        }
        String module = null;
        String function = null;
        StringTokenizer words = new StringTokenizer(workqueue.trim(), " ");
        for (int i = 0; i < MOST_WORDS && words.hasMoreTokens(); i++) {
            String word = words.nextToken();
            if (word.length() > 2 && word.startsWith("[") && word.endsWith("]")) {
                module = word.substring(1, word.length() - 1);
            } else if (module == null && !word.startsWith("(")) {
                function = word;
            }
        }
        return function == null && module == null
                ? null
                : new Frame(Trail.plain(function == null ? "" : function), module, true);
    }

    private void reclaim(StringBuilder path, Entry entry) {
        Frame reclaim = trail.first(RECLAIM);
        if (reclaim != null) {
            evidence.add(Trail.text(reclaim));
            add(path, "while memory was being reclaimed");
        } else if (!entry.words().isEmpty()) {
            if (entry.frame() != null) {
                evidence.add(Trail.text(entry.frame()));
            }
            add(path, entry.words());
        }
    }

    private static void add(StringBuilder path, String words) {
        path.append(path.isEmpty() ? "" : ", ").append(words);
    }

    /** A request that may wait can't come from an interrupt, so it was the named task's, where that is a user's. */
    private Actor actor(Entry entry) {
        if (entry.actor() != Actor.UNKNOWN) {
            return entry.actor();
        }
        boolean idle = origin.pid() == null && TaskNames.isIdle(origin.task());
        if (idle && attempt.flags().atomic()) {
            return Actor.UNKNOWN;
        }
        if (origin.workqueue() != null || TaskNames.isKernelThread(origin.task())) {
            return Actor.KERNEL_THREAD;
        }
        // vmalloc may sleep whatever its flags are
        boolean waits = attempt.report().kind() == FailureKind.VMALLOC_FAILURE
                || attempt.flags().decoded() && attempt.flags().mayWait();
        return waits && origin.task() != null ? Actor.USER_TASK : Actor.UNKNOWN;
    }
}
