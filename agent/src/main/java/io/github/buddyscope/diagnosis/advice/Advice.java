// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

/**
 * One thing to try.
 *
 * @param setting what to change, e.g. {@code vm.min_free_kbytes}
 * @param attempt the command or value to try first; what it changes is gone after a reboot, unless it says otherwise
 * @param why what it would do for this cause
 * @param risk what it may cost
 * @param lasting how to keep it across a reboot once it has proved itself; "" for what is done once
 * @param source where the setting is documented
 */
public record Advice(String setting, String attempt, String why, String risk, String lasting, String source) {}
