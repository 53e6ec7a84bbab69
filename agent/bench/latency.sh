#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# How long after the last line of a failure report in the kernel's log its event is committed and its notification given.
#
#   agent/bench/latency.sh [REPORTS [KILLS [STARVED]]]      300 reports, 200 kills and no others unless told otherwise
#
# REPORTS: the records of a page allocation failure come from a device that stands for /dev/kmsg, and waits in the read of a
# pipe, since only the kernel itself can log lines that count as its own. The event's time is that right after its commit.
# KILLS: this kernel's own reports, through /dev/kmsg: a process is killed in a memory cgroup of 8 MB, made for it. STARVED:
# for about half a second each almost all free memory is taken, and an allocation fails (sample-app/lab/real-failure.sh), once
# in eleven seconds. Both in a JVM with the agent; the event's time is its own in the recording. Needs root.
#
# WARM_UP reports (2400) and half as many kills come before those that are timed: a JVM compiles what they run for some minutes, and
# a compiler at work on one of two processors shows in the 99th percentile. The first 100 of all are told apart. Takes 8 minutes a JVM.
#
# Needs the built jar and test classes (mvn package -DskipTests). JDKS gives the homes of the JVMs.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
reports=${1:-300}
kills=${2:-200}
starved=${3:-0}
before=${WARM_UP:-2400}
needs "$jar" "$tests"
records=$root/agent/src/test/resources/corpus/kmsg-x86-6.18-order7.kmsg

head='| from the last line of a report to | median, ms | p99, ms | most, ms |
| --- | --- | --- | --- |'

# A cgroup for the kills, into $group with its $limit file; the reason why there is none into $why
group=
why=
make_group() {
    [ "$(id -u)" = 0 ] || { why='needs root'; return; }
    [ -r /dev/kmsg ] || { why='/dev/kmsg cannot be read'; return; }
    if [ -d /sys/fs/cgroup/memory ]; then
        under=/sys/fs/cgroup/memory limit=memory.limit_in_bytes
    else
        under=/sys/fs/cgroup limit=memory.max
    fi
    mkdir "$under/buddyscope-bench-$$" 2>/dev/null || { why="no memory cgroup can be made in $under"; return; }
    group=$under/buddyscope-bench-$$
    echo 8388608 2>/dev/null >"$group/$limit" || why="no limit can be set in $group"
    [ ! -e "$group/memory.swap.max" ] || echo 0 >"$group/memory.swap.max"
}
remove_group() { [ -z "$group" ] || rmdir "$group" 2>/dev/null || true; }
trap 'remove_group; tidy' EXIT
[ "$kills" = 0 ] || make_group

# COUNT BEFORE LAST PAUSE COMMAND...: in a JVM with the agent
real() {
    count=$1 first=$2 last=$3 pause=$4
    shift 4
    "$home/bin/java" -Xmx64m "-javaagent:$jar=kernel=kmsg" -cp "$tests" \
        io.github.buddyscope.bench.RealLatency "$last" "$count" "$first" "$pause" "$@"
}

for home in $(jdks); do
    echo "JDK $(release "$home"), $reports reports of $(grep -c '' "$records") lines, a device that stands for /dev/kmsg:"
    echo
    echo "$head"
    "$home/bin/java" -Xmx64m -cp "$classes" io.github.buddyscope.source.kernellog.kmsg.KernelLatency "$records" "$reports" "$before"
    echo
    if [ "$kills" != 0 ]; then
        echo "JDK $(release "$home"), $kills kills in a memory cgroup, /dev/kmsg of this kernel${why:+: left out, $why}"
        echo
        if [ -z "$why" ]; then
            echo "$head"
            real "$kills" "$((before / 2))" 'Killed process' 60 sh -c "echo \$\$ >$group/cgroup.procs; exec tail /dev/zero"
            echo
        fi
    fi
    if [ "$starved" != 0 ]; then
        echo "JDK $(release "$home"), $starved failures of order 7 for real, /dev/kmsg of this kernel:"
        echo
        echo "$head"
        real "$starved" 2 'pages hwpoisoned' 11000 "$root/sample-app/lab/real-failure.sh" 7
        echo
    fi
done
