// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Rules for Mission Control: what a recording with Buddyscope's events deserves to be told. They are found by the service
 * loader, and in the desktop through the extension point in {@code plugin.xml}; the agent's jar leaves them out.
 *
 * <p>They read events by the names of types and fields only, so that a recording of an older or newer agent is read as far
 * as it goes, and use no more of Mission Control than its releases 8.3 to 9.1 have in common. Every number and every text
 * that comes from a recording goes into a sentence through a typed result: Mission Control escapes those where it shows HTML.
 */
package io.github.buddyscope.rules;
