/**
 * The agent's life inside a JVM: entry points, options, start and stop. {@link BuddyscopeAgent} is where the JVM comes
 * in; {@link Buddyscope} owns everything that was started.
 */
package io.github.buddyscope.agent;
