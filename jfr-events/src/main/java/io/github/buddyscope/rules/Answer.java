// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** What a rule says of one recording: values first, then a score with its texts. */
final class Answer {
    private final ResultBuilder builder;

    Answer(IRule rule, IPreferenceValueProvider preferences) {
        builder = ResultBuilder.createFor(rule, preferences);
    }

    Answer number(TypedResult<IQuantity> result, long value) {
        builder.addResult(result, UnitLookup.NUMBER_UNITY.quantity(value));
        return this;
    }

    Answer bytes(TypedResult<IQuantity> result, long value) {
        builder.addResult(result, UnitLookup.BYTE.quantity(value));
        return this;
    }

    Answer share(TypedResult<IQuantity> result, double ofOne) {
        builder.addResult(result, UnitLookup.PERCENT.quantity(Math.round(ofOne * 1000) / 10.0));
        return this;
    }

    Answer nanos(TypedResult<IQuantity> result, long value) {
        builder.addResult(result, UnitLookup.NANOSECOND.quantity(value));
        return this;
    }

    Answer epochNanos(TypedResult<IQuantity> result, long value) {
        builder.addResult(result, UnitLookup.EPOCH_NS.quantity(value));
        return this;
    }

    /** Nothing to say is an empty text: a sentence that names a result without a value would show its name. */
    Answer text(TypedResult<String> result, String value) {
        builder.addResult(result, value == null ? "" : value);
        return this;
    }

    /** From 0, all is well, to 100; from 25 on it's told, from 75 on it's a warning. */
    IResult score(double score, String texts) {
        double bounded = Math.max(0, Math.min(100, score));
        builder.addResult(TypedResult.SCORE, UnitLookup.NUMBER_UNITY.quantity(bounded));
        return say(Severity.get(bounded), texts);
    }

    /** This recording can't tell. */
    IResult notApplicable(String texts) {
        return say(Severity.NA, texts);
    }

    private IResult say(Severity severity, String texts) {
        return builder.setSeverity(severity)
                .setSummary(Messages.get(texts + ".summary"))
                .setExplanation(Messages.get(texts + ".explanation"))
                .setSolution(severity == Severity.OK ? null : Messages.get(texts + ".solution"))
                .build();
    }
}
