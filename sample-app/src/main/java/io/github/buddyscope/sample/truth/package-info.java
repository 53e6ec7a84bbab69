// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** Counts for itself what the kernel's trace and the JVM's log say, and holds Buddyscope's verdicts against it. */
package io.github.buddyscope.sample.truth;
