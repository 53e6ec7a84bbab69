// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.event.DirectAllocationEvent;

/** Apart from {@link DirectAllocationRecorder}, which the hook reaches before JFR is in use. */
final class DirectAllocationEvents {
    private DirectAllocationEvents() {}

    static boolean enabled() {
        try {
            return new DirectAllocationEvent().isEnabled();
        } catch (Throwable e) {
            return false;
        }
    }

    static void write(long bytes, long poolUsed, String site, long passedOver) {
        try {
            DirectAllocationEvent event = new DirectAllocationEvent();
            if (event.isEnabled()) {
                event.bytes = bytes;
                event.poolUsed = poolUsed;
                event.site = site;
                event.passedOver = (int) Math.min(passedOver, Integer.MAX_VALUE);
                event.commit();
            }
        } catch (Throwable e) {
            // the service's thread, in the middle of an allocation: one event less is the better harm
        }
    }
}
