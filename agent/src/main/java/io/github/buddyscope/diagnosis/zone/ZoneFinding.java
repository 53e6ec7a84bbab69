// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.ReportZone;

/**
 * One row of the table behind a diagnosis.
 *
 * @param zone as printed in the report
 * @param rejected why it could not serve
 * @param requiredKb the mark that this request had to keep in this zone, with lowmem_reserve where known; null where
 *     the report lacks it
 * @param suitableBlocks free blocks of the order and above, in blocks of the order; null where there's no buddy list
 * @param because one sentence with the numbers
 */
public record ZoneFinding(ReportZone zone, Rejection rejected, Long requiredKb, Long suitableBlocks, String because) {}
