// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** What rules find, with its kind; a sentence names one by its id in braces. */
final class Results {
    static final TypedResult<String> EVENT = text("event");
    static final TypedResult<IQuantity> FAILURES = number("failures");
    static final TypedResult<IQuantity> EPISODES = number("episodes");
    static final TypedResult<IQuantity> OWN = number("own");
    static final TypedResult<IQuantity> LOGGED = number("logged");
    static final TypedResult<IQuantity> SUPPRESSED = number("suppressed");
    static final TypedResult<IQuantity> OPTIONAL = number("optional");
    static final TypedResult<IQuantity> KILLS = number("kills");
    static final TypedResult<IQuantity> LINES_LOST = number("linesLost");
    static final TypedResult<IQuantity> DROPPED = number("dropped");
    static final TypedResult<IQuantity> PAUSES = number("pauses");
    static final TypedResult<IQuantity> ORDER = number("order");
    static final TypedResult<IQuantity> FREE = quantity("free", UnitLookup.MEMORY);
    static final TypedResult<IQuantity> SHARE = quantity("share", UnitLookup.PERCENTAGE);
    static final TypedResult<IQuantity> PRESSURE = quantity("pressure", UnitLookup.PERCENTAGE);
    static final TypedResult<IQuantity> STALLED = quantity("stalled", UnitLookup.TIMESPAN);
    static final TypedResult<IQuantity> LONGEST = quantity("longest", UnitLookup.TIMESPAN);
    static final TypedResult<IQuantity> PAUSE = quantity("pause", UnitLookup.TIMESPAN);
    static final TypedResult<IQuantity> WHEN = quantity("when", UnitLookup.TIMESTAMP);
    static final TypedResult<String> ZONE = text("zone");
    static final TypedResult<String> THREAD = text("thread");
    static final TypedResult<String> CAUSE = text("cause");
    static final TypedResult<String> CONFIDENCE = text("confidence");
    static final TypedResult<String> VERDICT = text("verdict");
    static final TypedResult<String> ADVICE = text("advice");
    static final TypedResult<String> EVIDENCE = text("evidence");
    static final TypedResult<String> SOURCES = text("sources");

    private Results() {}

    private static TypedResult<String> text(String id) {
        return new TypedResult<>(id, name(id), name(id), UnitLookup.PLAIN_TEXT, String.class);
    }

    private static TypedResult<IQuantity> number(String id) {
        return quantity(id, UnitLookup.NUMBER);
    }

    private static TypedResult<IQuantity> quantity(String id, ContentType<IQuantity> kind) {
        return new TypedResult<>(id, name(id), name(id), kind, IQuantity.class);
    }

    private static String name(String id) {
        return Messages.get("result." + id);
    }
}
