// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a command on this host may ask this JVM for, over a socket that the command made: {@code watch PID}. Nothing is opened
 * here, and nothing done but a look at one file name, until there is one.
 */
package io.github.buddyscope.publish.look;
