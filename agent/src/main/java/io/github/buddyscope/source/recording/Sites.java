// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.source.jvm.Frame;
import io.github.buddyscope.source.jvm.SiteNames;
import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/** Where a direct reservation was made: as the agent named it, else read off the event's stack. */
final class Sites {
    private static final String RESERVATION = "java.nio.Bits";
    private static final int LONGEST = 300;

    private Sites() {}

    /** Null where nothing tells. */
    static String of(RecordedEvent event) {
        String named = Fields.line(event, "site");
        return named != null ? named : event.getStackTrace() == null ? null : of(event.getStackTrace());
    }

    private static String of(RecordedStackTrace stack) {
        List<Frame> frames = new ArrayList<>();
        boolean within = false; // what stands above the reservation point is the hook
        for (RecordedFrame recorded : stack.getFrames()) {
            RecordedMethod method = recorded.getMethod();
            if (method == null || method.getType() == null) {
                continue;
            }
            String type = method.getType().getName();
            if (within) {
                boolean jdk = type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
                Frame frame = new Frame(type, method.getName(), jdk);
                frames.add(frame);
                if (frame.outside()) {
                    break;
                }
            }
            within |= type.equals(RESERVATION);
        }
        return frames.isEmpty() ? null : SafeText.line(SiteNames.of(frames), LONGEST);
    }
}
