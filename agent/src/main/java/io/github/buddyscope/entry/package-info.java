/**
 * The only classes that the service's class loader gives to the JVM: the rest of the agent has a loader of its own
 * ({@link io.github.buddyscope.entry.AgentClasses}). They depend on nothing but the JDK.
 */
package io.github.buddyscope.entry;
