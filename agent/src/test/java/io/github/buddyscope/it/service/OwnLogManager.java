// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.util.logging.LogManager;

/** What an application server brings along. */
public final class OwnLogManager extends LogManager {}
