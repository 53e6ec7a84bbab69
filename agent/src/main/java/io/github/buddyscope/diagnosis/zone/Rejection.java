// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

/** Why one zone could not serve a request. */
public enum Rejection {
    /** No free block of the order or above. */
    NO_BLOCK,
    /** Blocks of the order exist, but only in migrate-type lists that this request could not use. */
    UNUSABLE_TYPE,
    /** Free memory not above the watermark. */
    BELOW_WATERMARK,
    /** Above the watermark, but not by the pages that lowmem_reserve keeps from requests for higher zones. */
    LOWMEM_RESERVE,
    /** Before 4.4: blocks of the order exist, but fewer than the watermark halved order by order asks for. */
    BELOW_ORDER_WATERMARK,
    /** The request's zone, nodemask or cpuset excludes this zone. */
    NOT_ALLOWED,
    /** On the printed numbers it could have served: they were printed after the attempt. */
    NONE,
    /** The report lacks the numbers that decide. */
    UNKNOWN
}
