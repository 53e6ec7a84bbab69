#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# A flood of failure reports in the kernel's log: what it takes of work on all processors, what stays in the heap, whether
# every report is accounted for, and how soon a report directly behind it, and one 50 ms behind it, are published.
#
#   agent/bench/flood.sh [REPORTS [PAIRS [SECONDS]]]      1000000 reports, 6 pairs of turns of 10 s, unless told otherwise
#
# Whole reports come as from /dev/kmsg, from a ring that forgets its oldest 10,000 records as the kernel's does: 200,000
# records a second while it is measured what they take of other work, for 20 s and then in turns with none, the rest at ten millions, and ten floods more at that rate
# with a report behind each. The same number of one line each are written to a file as fast as that goes, in ten parts (100 MB
# for a million, removed).
# Needs the built test classes (mvn package -DskipTests). JDKS gives the homes of the JVMs.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
reports=${1:-1000000}
pairs=${2:-6}
seconds=${3:-10}
needs "$tests"
records=$root/agent/src/test/resources/corpus/kmsg-x86-6.18-order7.kmsg
line='Nov 23 07:00:00 host kernel: [  100.000000] cma: cma_alloc: reserved: alloc failed, req-size: 1 pages, ret: -12'

flood() {
    "$home/bin/java" -Xms64m -Xmx64m -XX:+UseSerialGC -cp "$classes" io.github.buddyscope.source.kernellog.kmsg.KernelFlood "$@"
}

for home in $(jdks); do
    echo "JDK $(release "$home"), $reports reports of $(grep -c '' "$records") lines from a ring:"
    echo
    flood kmsg "$records" "$reports" 2e5 "$pairs" "$seconds"
    echo
    echo "JDK $(release "$home"), $reports reports of a line in a file:"
    echo
    flood file "$work/kern.log" "$line" "$reports"
    echo
    rm -f "$work/kern.log"
done
