/**
 * What a flight recording tells, as plain records: gathered in bounded memory, whatever its length. Times are microseconds
 * since the epoch, lengths nanoseconds, sizes bytes; -1 or null where the recording doesn't tell.
 */
package io.github.buddyscope.recording;
