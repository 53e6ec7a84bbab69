// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Who asked for the memory and what for, read from the call trace, the work item or the task's name, and what it does without.
 */
package io.github.buddyscope.diagnosis.origin;
