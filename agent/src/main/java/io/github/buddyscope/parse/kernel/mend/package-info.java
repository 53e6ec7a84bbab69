// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Lines that came in pieces, because the kernel prints them so or because something broke them, put together again.
 */
package io.github.buddyscope.parse.kernel.mend;
