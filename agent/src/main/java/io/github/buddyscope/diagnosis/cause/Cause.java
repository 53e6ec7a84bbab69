// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

/** Why an allocation failed: the words that verdicts, events and scripts share. */
public enum Cause {
    /** Memory enough, but no free block of the order. */
    FRAGMENTATION,
    /** Free memory was below the watermark that this request had to keep. */
    SHORTAGE,
    /** Blocks of the order existed only in lists that the request could not use: HighAtomic, CMA, Isolate. */
    RESERVED,
    /** Only zones that lowmem_reserve closes to this request had room. */
    LOWMEM_PROTECTED,
    /** A node mask, cpuset or zone restriction kept the request from memory that was there. */
    CONSTRAINED,
    /** A control group's limit, not the host's memory. */
    CGROUP_LIMIT,
    /** The evidence doesn't tell; the diagnosis says why. */
    UNKNOWN
}
