// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

/**
 * One thing to try.
 *
 * @param setting what to change, e.g. {@code vm.min_free_kbytes}
 * @param attempt the command or value to try first
 * @param why what it would do for this cause
 * @param risk what it may cost
 */
public record Advice(String setting, String attempt, String why, String risk) {}
