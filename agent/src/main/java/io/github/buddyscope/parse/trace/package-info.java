// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Lines of a tracefs instance's {@code trace_pipe} in, failed allocations and stalls out. Everything here is pure: no file,
 * no thread, no clock. Task names are hostile: any task can choose its own 15 bytes.
 */
package io.github.buddyscope.parse.trace;
