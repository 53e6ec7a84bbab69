// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.watch.HostWatch;
import io.github.buddyscope.agent.watch.JvmWatch;
import io.github.buddyscope.agent.watch.KernelWatch;
import io.github.buddyscope.agent.watch.RelayWatch;
import io.github.buddyscope.agent.watch.TraceWatch;

/** All that is watched. */
record Watches(JvmWatch jvm, HostWatch host, KernelWatch kernel, TraceWatch trace, RelayWatch relay) {}
