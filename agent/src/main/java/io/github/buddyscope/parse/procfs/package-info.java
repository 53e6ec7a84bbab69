// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Texts of procfs to records (mm/vmstat.c, kernel/sched/psi.c), for every kernel since 2.6.32. Pure functions of bytes:
 * a line that can't be read is left out and told of, the good lines around it are kept. A last line without its newline
 * is taken for cut, since the kernel ends every line with one.
 */
package io.github.buddyscope.parse.procfs;
