// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

/**
 * What a text gave.
 *
 * @param value what could be read; may be empty, or null where the parser says so
 * @param badLines lines left out
 * @param problem one sentence about the first of them, or about the text as a whole; empty where all is well
 */
public record Parsed<T>(T value, int badLines, String problem) {}
