// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Why an allocation failed, from its own report: {@link io.github.buddyscope.diagnosis.Diagnostician} asks the packages below
 * what was requested, what each zone could give, what the cause is, who asked, and what to try. No file, no thread, no clock.
 */
package io.github.buddyscope.diagnosis;
