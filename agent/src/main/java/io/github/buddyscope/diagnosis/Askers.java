// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.Asker.Actor;
import io.github.buddyscope.model.Origin;
import java.util.List;

/** Tells from a report who asked. */
final class Askers {
    private Askers() {}

    static Asker of(Attempt attempt) {
        Origin origin = attempt.report().origin();
        String name = OriginNames.of(origin);
        Actor actor = origin.interruptContext() ? Actor.INTERRUPT : Actor.UNKNOWN;
        Confidence confidence = name == null ? Confidence.LOW : Confidence.HIGH;
        return new Asker(name, actor, "", List.of(), confidence, "", Fallback.UNKNOWN);
    }
}
