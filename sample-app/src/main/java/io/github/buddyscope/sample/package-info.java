// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** The sample service's command line. */
package io.github.buddyscope.sample;
