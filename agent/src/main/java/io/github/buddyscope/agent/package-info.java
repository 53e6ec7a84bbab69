// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's life inside a JVM: start and stop. {@link io.github.buddyscope.entry.BuddyscopeAgent} is where the JVM comes in;
 * {@link io.github.buddyscope.agent.Buddyscope} owns everything that was started. What it is made of is in the packages below.
 */
package io.github.buddyscope.agent;
