// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/** What the kernel says has failed. */
public enum FailureKind {
    /** {@code page allocation failure: order:N} (mm/page_alloc.c, {@code warn_alloc}). */
    PAGE_ALLOC_FAILURE
}
