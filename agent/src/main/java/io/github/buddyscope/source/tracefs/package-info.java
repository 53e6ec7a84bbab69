// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The kernel's tracepoints through an instance of our own in tracefs (Documentation/trace/ftrace.rst), in which nothing but
 * that instance is ever written to.
 */
package io.github.buddyscope.source.tracefs;
