// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What to try against a failure: what fits its cause and its kernel, with the risk of each.
 */
package io.github.buddyscope.diagnosis.advice;
