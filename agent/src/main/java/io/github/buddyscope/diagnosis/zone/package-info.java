// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One zone held against a request: free memory, watermarks, reserves and blocks, and why it could not serve.
 */
package io.github.buddyscope.diagnosis.zone;
