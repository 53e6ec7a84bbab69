// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.model.HostFacts;
import java.util.function.Supplier;

/** What is known of the host when a failure is diagnosed. */
@FunctionalInterface
public interface Facts extends Supplier<HostFacts> {
    /** They'll be asked for soon: a report has begun. Doesn't wait. By any thread. */
    default void expected() {}
}
