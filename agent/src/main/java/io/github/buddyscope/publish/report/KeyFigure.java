// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

/**
 * One of the numbers that matter.
 *
 * @param value the number
 * @param label what it counts
 * @param detail what belongs to it
 * @param doubt what it can't tell
 * @param alarming whether it is bad news
 */
record KeyFigure(String value, String label, String detail, String doubt, boolean alarming) {}
