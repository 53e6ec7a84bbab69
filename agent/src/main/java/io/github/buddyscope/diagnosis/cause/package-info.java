// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The one cause behind a failure, picked by its kind from the judged zones and from what its own lines say.
 */
package io.github.buddyscope.diagnosis.cause;
