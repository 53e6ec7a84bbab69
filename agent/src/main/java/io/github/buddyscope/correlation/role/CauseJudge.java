// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.timeline.HostLoss;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.text.Decimals;
import io.github.buddyscope.text.Durations;
import io.github.buddyscope.text.Sizes;
import java.util.List;

/**
 * Whether this JVM's own taking of memory brought the trouble about. Three things have to come together: it is large, it is
 * most of what the host lost meanwhile, and it is unusual for this JVM. Coinciding alone is nothing.
 */
final class CauseJudge {
    static final long LEAST_BYTES = 16L << 20;
    static final double SHARE = 0.5;
    static final double UNUSUAL = 0.95;
    static final int FEWEST_WINDOWS = 20;

    /** For fragmentation, which builds up over hours: nearly all of it, and more than ever before. */
    static final double FRAGMENTATION_SHARE = 0.8;

    /** Below this share it's as good as nothing. */
    static final double SMALL_SHARE = 0.1;

    enum Answer {
        YES,
        NO,
        /** Too much to rule it out, too little to say it. */
        BETWEEN,
        UNKNOWN
    }

    private CauseJudge() {}

    /**
     * @param taking null where not known
     * @param blocksBefore free blocks of the order before the window in the zone that decided; -1 where not known
     */
    static Answer judge(Cause cause, Taking taking, long blocksBefore, List<String> evidence, List<String> doubts) {
        if (taking == null) {
            evidence.add("What it took before isn't known.");
            return Answer.UNKNOWN;
        }
        evidence.add(words(taking));
        if (cause == Cause.CGROUP_LIMIT) {
            evidence.add("A control group's limit was reached, and what other members of it took isn't seen.");
            return Answer.UNKNOWN;
        }
        if (isCause(cause, taking, blocksBefore)) {
            doubts.add("what others took and gave back meanwhile isn't seen: the share is of the host's balance");
            if (cause == Cause.FRAGMENTATION) {
                doubts.add("memory gets fragmented over hours: who scattered it can't be told from one window");
            }
            return Answer.YES;
        }
        if (isSmall(taking)) {
            return Answer.NO;
        }
        doubts.add(why(cause, taking, blocksBefore));
        return Answer.BETWEEN;
    }

    private static boolean isCause(Cause cause, Taking taking, long blocksBefore) {
        if (taking.bytes() < LEAST_BYTES || taking.windows() < FEWEST_WINDOWS) {
            return false;
        }
        if (cause == Cause.SHORTAGE) {
            return taking.share() >= SHARE && taking.smaller() >= UNUSUAL * taking.windows();
        }
        return cause == Cause.FRAGMENTATION
                && taking.share() >= FRAGMENTATION_SHARE
                && taking.smaller() == taking.windows()
                && blocksBefore > 0;
    }

    private static boolean isSmall(Taking taking) {
        return taking.bytes() < 1 << 20
                || (Double.isNaN(taking.share()) ? taking.bytes() < LEAST_BYTES : taking.share() < SMALL_SHARE);
    }

    private static String why(Cause cause, Taking taking, long blocksBefore) {
        String what = "whether this JVM brought it about stays open: ";
        if (cause != Cause.SHORTAGE && cause != Cause.FRAGMENTATION) {
            return what + "with this cause its taking proves nothing";
        }
        double share = cause == Cause.SHORTAGE ? SHARE : FRAGMENTATION_SHARE;
        if (Double.isNaN(taking.share())) {
            return what
                    + (taking.lost() == null ? "what the host lost isn't known" : "the host as a whole lost nothing");
        }
        if (taking.bytes() < LEAST_BYTES || taking.share() < share) {
            return what + "it took less than " + percent(share) + " of what the host lost, or less than "
                    + Sizes.bytes(LEAST_BYTES);
        }
        if (taking.windows() < FEWEST_WINDOWS) {
            return what + "only " + taking.windows() + " earlier windows are known, " + FEWEST_WINDOWS
                    + " are needed to" + " tell what is usual";
        }
        if (cause == Cause.FRAGMENTATION && blocksBefore <= 0) {
            return what + "no block of the order is known to have been there before";
        }
        return what + "it took as much in other windows, and nothing happened";
    }

    private static String words(Taking taking) {
        String time = Durations.of(taking.lengthNanos() / 1_000);
        if (taking.bytes() <= 0) {
            return "It took nothing in the " + time + " before: its resident memory "
                    + (taking.bytes() == 0 ? "didn't grow." : "shrank by " + Sizes.bytes(-taking.bytes()) + ".");
        }
        StringBuilder words = new StringBuilder("It took ").append(Sizes.bytes(taking.bytes()));
        words.append(" in the ").append(time).append(" before (growth of its resident memory");
        if (taking.directBytes() > 0) {
            words.append("; ").append(Sizes.bytes(taking.directBytes())).append(" of direct buffers were reserved");
        }
        if (taking.heapGrowth() > 0) {
            words.append("; the heap was extended by ").append(Sizes.bytes(taking.heapGrowth()));
        }
        words.append(')');
        HostLoss lost = taking.lost();
        if (lost != null) {
            String of = lost.withCache() ? " of free memory and page cache" : " of free memory";
            words.append(
                    lost.bytes() <= 0
                            ? ", and the host as a whole lost none" + of + " meanwhile"
                            : ", " + percent(taking.share()) + " of the " + Sizes.bytes(lost.bytes())
                                    + " that the host lost" + of + " meanwhile");
        }
        return words.append(
                        taking.windows() < FEWEST_WINDOWS
                                ? ""
                                : ", more than in " + taking.smaller() + " of " + taking.windows()
                                        + " earlier windows of that length")
                .append('.')
                .toString();
    }

    /** Rounded down, so that no number seems to reach a threshold that it misses. */
    private static String percent(double share) {
        return share < 0.1
                ? Decimals.fixed((long) (1_000 * share) / 10.0, 1) + " percent"
                : (long) (100 * share) + " percent";
    }
}
