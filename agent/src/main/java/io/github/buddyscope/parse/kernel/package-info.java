/**
 * Kernel log text in, {@link io.github.buddyscope.model.FailureReport} out. A class for each form of line that the kernel
 * prints, and {@link io.github.buddyscope.parse.kernel.ReportAssembler} to gather a report's lines. Everything here is
 * pure: no file, no thread, no clock. The text is hostile: task names, cpuset names and whatever else a tenant may
 * choose stand in it.
 */
package io.github.buddyscope.parse.kernel;
