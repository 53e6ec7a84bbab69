// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Kernel log text in, {@link io.github.buddyscope.model.FailureReport} out. {@link
 * io.github.buddyscope.parse.kernel.KernelLogParser} takes the lines of a log and {@link
 * io.github.buddyscope.parse.kernel.ReportAssembler} gathers each report's; the packages below have a class for each form of
 * line. Everything here is pure: no file, no thread, no clock. The text is hostile: task names, cpuset names and whatever
 * else a tenant may choose stand in it.
 */
package io.github.buddyscope.parse.kernel;
