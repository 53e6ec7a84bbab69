#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# How long after the last line of a failure report in the kernel's log its event is committed and its notification given.
#
#   agent/bench/latency.sh [REPORTS]      60 reports unless told otherwise
#
# Needs mkfifo and the built test classes (mvn package -DskipTests). JDKS gives the homes of the JVMs.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
reports=${1:-60}
classes=$root/agent/target/test-classes:$root/agent/target/classes:$root/jfr-events/target/classes
needs "$root/agent/target/test-classes"
records=$root/agent/src/test/resources/corpus/kmsg-x86-6.18-order7.kmsg
mkfifo "$work/kmsg"

for home in $(jdks); do
    echo "JDK $(release "$home"), $reports reports of $(grep -c '' "$records") lines, a named pipe for /dev/kmsg:"
    echo
    "$home/bin/java" -Xmx64m -cp "$classes" io.github.buddyscope.agent.watch.KernelLatency "$work/kmsg" "$records" "$reports"
    echo
done
