// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/** A rule on a recording's Buddyscope events; stateless. */
abstract class BuddyscopeRule implements IRule {
    /** Our pages carry it too, so that results are shown there. */
    static final String TOPIC = "buddyscope";

    private final String id;
    private final String texts;
    private final Collection<TypedPreference<?>> preferences;
    private final Collection<TypedResult<?>> results;

    /** @param texts what the rule's texts begin with in the bundle */
    BuddyscopeRule(String id, String texts, List<TypedPreference<?>> preferences, List<TypedResult<?>> results) {
        this.id = id;
        this.texts = texts;
        this.preferences = preferences;
        this.results = results;
    }

    /** What to say of these events. */
    abstract IResult judge(Events events, IPreferenceValueProvider preferences, Answer answer);

    @Override
    public final RunnableFuture<IResult> createEvaluation(
            IItemCollection items, IPreferenceValueProvider values, IResultValueProvider dependencies) {
        return new FutureTask<>(() -> judge(new Events(items), values, new Answer(this, values)));
    }

    /** Why a recording without that event has none, and how to get it. */
    static IResult without(String event, Events events, Answer answer) {
        answer.text(Results.EVENT, event);
        if (events.off(event)) {
            return answer.notApplicable("missing.off");
        }
        return answer.notApplicable(events.has(Events.HEALTH) ? "missing.none" : "missing.agent");
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getTopic() {
        return TOPIC;
    }

    @Override
    public final String getName() {
        return Messages.get(texts + ".name");
    }

    /** None: each rule says itself what is missing and how to get it. */
    @Override
    public final Map<String, EventAvailability> getRequiredEvents() {
        return Map.of();
    }

    @Override
    public final Collection<TypedPreference<?>> getConfigurationAttributes() {
        return preferences;
    }

    @Override
    public final Collection<TypedResult<?>> getResults() {
        return results;
    }
}
