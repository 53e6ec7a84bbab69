// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What stands before the kernel's text or around it: stamps, levels, a daemon's header, records of {@code /dev/kmsg} and of
 * the journal, the wrapping of containers and log shippers, the traces of terminals and mail.
 */
package io.github.buddyscope.parse.kernel.prefix;
