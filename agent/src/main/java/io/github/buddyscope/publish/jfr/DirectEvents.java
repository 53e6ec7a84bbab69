// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.event.DirectActivityEvent;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.DirectProfile;
import io.github.buddyscope.model.DirectSite;
import io.github.buddyscope.model.ZoneInfo;

/** Events of this JVM's direct memory over one period. */
final class DirectEvents {
    private static final int SLOT_4_KIB = 12;
    private static final int SLOT_64_KIB = 16;
    private static final int SLOT_1_MIB = 20;
    private static final int SLOT_16_MIB = 24;

    private DirectEvents() {}

    static void activity(DirectActivity activity) {
        DirectActivityEvent event = new DirectActivityEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.period = activity.toNanos() - activity.fromNanos();
        event.allocations = Numbers.count(activity.allocations());
        event.bytes = activity.bytes();
        event.releases = Numbers.count(activity.releases());
        event.releasedBytes = activity.releasedBytes();
        event.largest = activity.allocations() < 0 ? ZoneInfo.UNKNOWN : activity.largest();
        event.liveBytes = activity.liveBytes();
        event.liveCount = Numbers.count(activity.liveCount());
        event.poolUsed = activity.poolUsed();
        event.poolLimit = activity.poolLimit();
        event.mappedBytes = activity.mappedBytes();
        event.mappedCount = Numbers.count(activity.mappedCount());
        event.nettyBytes = activity.nettyBytes();
        event.nettyOutsideBytes = activity.nettyOutsideBytes();
        sizes(event, activity.profile());
        topSite(event, activity.profile());
        event.commit();
    }

    private static void sizes(DirectActivityEvent event, DirectProfile profile) {
        event.upTo4KiB = within(profile, 0, SLOT_4_KIB);
        event.upTo64KiB = within(profile, SLOT_4_KIB + 1, SLOT_64_KIB);
        event.upTo1MiB = within(profile, SLOT_64_KIB + 1, SLOT_1_MIB);
        event.upTo16MiB = within(profile, SLOT_1_MIB + 1, SLOT_16_MIB);
        event.above16MiB = within(profile, SLOT_16_MIB + 1, Long.SIZE - 1);
    }

    private static int within(DirectProfile profile, int from, int to) {
        if (profile == null) {
            return -1;
        }
        long sum = 0;
        for (int i = from; i <= to; i++) {
            sum += profile.periodSizes()[i];
        }
        return Numbers.count(sum);
    }

    private static void topSite(DirectActivityEvent event, DirectProfile profile) {
        event.topSiteShare = Double.NaN;
        if (profile == null) {
            return;
        }
        long all = profile.other().periodBytes();
        long most = 0;
        for (DirectSite site : profile.sites()) {
            all += site.periodBytes();
            if (site.periodBytes() > most) {
                most = site.periodBytes();
                event.topSite = site.name();
            }
        }
        if (most > 0) {
            event.topSiteShare = (double) most / all;
        }
    }
}
