/**
 * What Buddyscope writes into a flight recording, one class an event. Their annotations are the settings that users get,
 * since no {@code .jfc} of the JDK names them. Registering costs tens of milliseconds, so nothing registers by being
 * loaded.
 *
 * <p>What isn't known is -1 in a count or an amount, {@code NaN} in a share, {@link Long#MIN_VALUE} in a time and null in a
 * text. The smallest long is N/A to the JDK's tools, and the JDK's own events have it in times, where -1 would be a value;
 * Mission Control shows it as -292 years. In amounts it would be -8 EiB there and ruin the axis of every chart: -1 doesn't.
 *
 * <p>Whole numbers are ints, at the largest where there are more: to Mission Control a long without a unit is an id, which
 * it neither charts nor adds up.
 *
 * <p>No field is a {@link Thread}: JFR takes only live Thread objects, a task of the kernel's is known by its id, and Java has
 * no way from the one to the other that costs nothing. Where a recording has the thread at all, its {@code osThreadId} is the
 * same number as {@code taskId}, unless the JVM runs in a pid namespace of its own.
 */
package io.github.buddyscope.event;
