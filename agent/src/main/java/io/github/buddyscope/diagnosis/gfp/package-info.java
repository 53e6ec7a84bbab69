// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * GFP flags: their names, their bits, and the kernel versions on which those depend.
 */
package io.github.buddyscope.diagnosis.gfp;
