// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A failed request: its order, its zones, what its flags meant on its kernel, and by which rule that kernel judges zones.
 */
package io.github.buddyscope.diagnosis.request;
