// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * What of huge pages this JVM was told to use, as its flags are in force, and whether the kernel lets it. Null for what
 * isn't known.
 *
 * @param transparent {@code -XX:+UseTransparentHugePages}: the heap is offered with {@code madvise}
 * @param large {@code -XX:+UseLargePages}; true with {@code transparent} too, alone it takes pages of hugetlbfs, which the
 *     administrator has set aside
 * @param preTouch {@code -XX:+AlwaysPreTouch}: pages are made when the heap grows, not when they are first written
 * @param sharedHeap the heap is in shared memory (ZGC), for which the host has a setting of its own
 * @param allowed {@code THP_enabled} of {@code /proc/self/status} (5.0 and later): false where {@code prctl} has switched
 *     huge pages off for this process
 */
public record JvmHugePages(Boolean transparent, Boolean large, Boolean preTouch, Boolean sharedHeap, Boolean allowed) {}
