// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/** What every source heeds because it is a guest in someone else's JVM. */
package io.github.buddyscope.source.guest;
