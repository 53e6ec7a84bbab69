/**
 * What Buddyscope writes into a flight recording, one class an event. Their annotations are the settings that users get,
 * since no {@code .jfc} of the JDK names them. Registering costs tens of milliseconds, so nothing registers by being
 * loaded.
 *
 * <p>What isn't known is -1 in a count or an amount, {@code NaN} in a share, {@link Long#MIN_VALUE} in a time (shown as
 * N/A) and null in a text.
 */
package io.github.buddyscope.event;
