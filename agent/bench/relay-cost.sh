#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What a relay costs and how long what it reads takes to its agents, by the number of agents: at rest, and on a host that is
# short of large blocks while a JVM beside it wants huge pages.
#
#   agent/bench/relay-cost.sh [NUMBER ...]      1 10 100 unless told otherwise
#
# Needs root, tracefs, a JDK, the built jar (mvn package -DskipTests), and takes all of the machine's memory for some ten
# seconds each. A JVM is eight agents, as many as a relay lets it be, which do nothing but listen. Prints a table.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
needs "$jar"
has javac
[ "$(id -u)" = 0 ] || fail "needs root"
[ $# -gt 0 ] || set -- 1 10 100
seconds=${SECONDS_EACH:-10}
each=8
sample=$root/agent/src/test/java/io/github/buddyscope/it/service/WantsHugePages.java
javac -d "$work" -cp "$jar" "$bench/relay/Agents.java" "$sample"

# PID FILE: how many times it has a file of that name open
open_files() { find "/proc/$1/fd" -lname "$2" 2>/dev/null | wc -l; }

# How many of this run's processes but the relay have the log or a trace open
other_readers() {
    for one in $started; do
        [ "$one" = "$relay" ] || find "/proc/$one/fd" \( -lname /dev/kmsg -o -lname '*/trace_pipe' \) 2>/dev/null
    done | wc -l
}

# TICKS-BEFORE SECONDS: percent of a processor since
percent() {
    awk -v a="$1" -v b="$(ticks "$relay")" -v hz="$(getconf CLK_TCK)" -v s="$2" 'BEGIN { printf "%.2f", (b - a) * 100 / hz / s }'
}

# WHAT: until the relay has said it
await_relay() {
    for _ in $(seq 600); do
        ! grep -q "$1" "$work/relay.out" || return 0
        sleep 0.1
    done
    fail "no '$1' in time: $(cat "$work/relay.out")"
}

# NAME NUMBER: until there are so many files of that name
await_files() {
    for _ in $(seq 600); do
        [ "$(find "$work" -name "agents.*.$1" | wc -l)" -lt "$2" ] || return 0
        sleep 0.1
    done
    fail "$(find "$work" -name "agents.*.$1" | wc -l) of $2 are $1"
}

machine
echo "- Java $(release "$(jdks | head -n 1)"); the relay with the unit's -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
echo
echo "| agents | CPU at rest | CPU under load | memory | findings a second | finding to agent: median, 99 % | report to agent | opened by the relay: kmsg, trace_pipe; by agents |"
echo "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
for number in "$@"; do
    : >"$work/relay.out"
    java -Xmx96m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" relay --socket "$work/relay.sock" \
        >"$work/relay.out" &
    relay=$!
    begun "$relay"
    await_relay 'kmsg ok, tracefs ok'
    rm -f "$work"/agents.* "$work/begin" "$work/tell"
    jvms=0
    left=$number
    while [ "$left" -gt 0 ]; do
        jvms=$((jvms + 1))
        some=$((left < each ? left : each))
        left=$((left - some))
        java -Xmx32m -Xss256k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work:$jar" Agents "$work/relay.sock" "$work" \
            "$jvms" "$some" &
        begun $!
    done
    await_files proven "$jvms"
    files="$(open_files "$relay" /dev/kmsg), $(open_files "$relay" '*/trace_pipe'); $(other_readers)"

    sleep 2
    before=$(ticks "$relay")
    sleep "$seconds"
    rest=$(percent "$before" "$seconds")

    touch "$work/begin"
    sleep 1
    before=$(ticks "$relay")
    begin=$(date +%s.%N)
    # touches new memory four tenths of the time
    for _ in $(seq "$seconds"); do echo 400; sleep 1; done |
        bash "$root/sample-app/lab/starved.sh" --leave 1200 -- java -XX:+UseTransparentHugePages -Xmx700m -Xms20m \
            -XX:MaxHeapFreeRatio=10 -XX:MinHeapFreeRatio=5 -XX:+UseG1GC -cp "$work" \
            io.github.buddyscope.it.service.WantsHugePages >"$work/load.out"
    elapsed=$(awk -v a="$begin" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
    load=$(percent "$before" "$elapsed")
    bash "$root/sample-app/lab/real-failure.sh" 7 >/dev/null 2>&1 || true
    sleep 3
    memory=$(awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$relay/status")
    touch "$work/tell"
    await_files told "$jvms"
    told=$(cat "$work"/agents.*.told | sort -n | awk -v s="$elapsed" '
        { v[NR] = $1 } END { printf "%.0f%s", v[NR] / s, v[1] == v[NR] ? "" : " (of " v[NR] " one was told " v[1] ")" }')
    lost=$(cat "$work"/agents.*.lost | awk '{ n += $1 } END { if (n) printf ", %d lost", n }')
    delay=$(cat "$work"/agents.*.delays | sort -n | awk '
        { v[NR] = $1 } END { if (NR) printf "%.0f ms, %.0f ms", v[int((NR + 1) / 2)] / 1e3, v[int(NR * 0.99) + (NR < 100)] / 1e3; else print "none" }')
    report=$(cat "$work"/agents.*.told | awk '
        $2 > m { m = $2 } END { if (m > 0) printf "%.2f s", m / 1e6; else print "none printed" }')
    echo "| $number | $rest % | $load % | $memory MiB | $told$lost | $delay | $report | $files |"
    kill "$relay"
    # a JVM that SIGTERM ends has status 143
    wait || true
    none_left
done
