#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What a relay costs and how long what it reads takes to its agents, by the number of agents: at rest, and on a host that is
# short of large blocks while a JVM beside it wants huge pages.
#
#   agent/bench/relay-cost.sh [NUMBER ...]      1 10 100 unless told otherwise
#
# Needs root, tracefs, a JDK, the built jar (mvn package -DskipTests), 50 MiB for each agent, and takes all of the machine's
# memory for some fifteen seconds each. Each agent is a JVM that does nothing but listen. Prints a table.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
needs "$jar"
has javac
[ "$(id -u)" = 0 ] || fail "needs root"
[ $# -gt 0 ] || set -- 1 10 100
seconds=${SECONDS_EACH:-10}
sample=$root/agent/src/test/java/io/github/buddyscope/it/service/WantsHugePages.java
javac -d "$work" -cp "$jar" "$bench/relay/Agent.java" "$sample"

# DEVICE: how many open files of it there are on this host
open_files() {
    find /proc/[0-9]*/fd -lname "$1" 2>/dev/null | wc -l
}

# TICKS-BEFORE SECONDS: percent of a processor since
percent() {
    awk -v a="$1" -v b="$(ticks "$relay")" -v hz="$(getconf CLK_TCK)" -v s="$2" 'BEGIN { printf "%.2f", (b - a) * 100 / hz / s }'
}

memory() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$relay/status"; }

await() { # FILE TEXT
    for _ in $(seq 600); do
        ! grep -q "$2" "$1" || return 0
        sleep 0.1
    done
    fail "no '$2' in time: $(cat "$1")"
}

await_all() { # WHAT: each agent's file of that name
    for _ in $(seq 1200); do
        [ "$(find "$work" -name "agent.*.$1" | wc -l)" -lt "$number" ] || return 0
        sleep 0.1
    done
    fail "$(find "$work" -name "agent.*.$1" | wc -l) of $number agents are $1"
}

machine
java -version 2>&1 | sed -n 's/^/- /;1p'
echo "- readers of this host's kernel log before: $(open_files /dev/kmsg), of traces: $(open_files '*/trace_pipe')"
echo
echo "| agents | CPU at rest | CPU under load | findings a second | memory | finding to agent: median, 99 % | report to agent | open /dev/kmsg, trace_pipe |"
echo "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
for number in "$@"; do
    java -Xmx96m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" relay --socket "$work/relay.sock" \
        >"$work/relay.out" &
    relay=$!
    begun "$relay"
    await "$work/relay.out" 'tracefs ok'
    rm -f "$work"/agent.* "$work/begin" "$work/tell"
    for i in $(seq "$number"); do
        java -Xmx16m -Xss256k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work:$jar" Agent "$work/relay.sock" "$work" "$i" &
        begun $!
    done
    await_all "proven"
    files="$(open_files /dev/kmsg), $(open_files '*/trace_pipe')"

    sleep 2
    before=$(ticks "$relay")
    sleep "$seconds"
    rest=$(percent "$before" "$seconds")

    touch "$work/begin"
    before=$(ticks "$relay")
    begin=$(date +%s.%N)
    # touches a tenth of the time
    for _ in $(seq "$seconds"); do echo 100; sleep 1; done |
        bash "$root/sample-app/lab/starved.sh" --leave 1200 -- java -XX:+UseTransparentHugePages -Xmx700m -Xms20m \
            -XX:MaxHeapFreeRatio=10 -XX:MinHeapFreeRatio=5 -XX:+UseG1GC -cp "$work" \
            io.github.buddyscope.it.service.WantsHugePages >"$work/load.out"
    elapsed=$(awk -v a="$begin" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
    load=$(percent "$before" "$elapsed")
    bash "$root/sample-app/lab/real-failure.sh" 7 >/dev/null 2>&1 || true
    sleep 3
    touch "$work/tell"
    await_all delays
    memory=$(memory)
    cat "$work"/agent.*.delays | sort -n >"$work/delays"
    told=$(cat "$work"/agent.*.count | sort -n | awk -v s="$elapsed" '
        { v[NR] = $1 } END { printf "%.0f%s", v[NR] / s, v[1] == v[NR] ? "" : " (" v[1] " to " v[NR] " told)" }')
    lost=$(cat "$work"/agent.*.lost | awk '{ n += $1 } END { if (n) printf ", %d lost", n }')
    delay=$(awk '{ v[NR] = $1 } END { if (NR) printf "%.0f ms, %.0f ms", v[int((NR + 1) / 2)] / 1e3, v[int(NR * 0.99) + (NR < 100)] / 1e3
        else print "none" }' "$work/delays")
    report=$(cat "$work"/agent.*.report | sort -n | awk '{ v = $1 } END { if (v > 0) printf "%.2f s", v / 1e6; else print "none printed" }')
    echo "| $number | $rest % | $load % | $told$lost | $memory MiB | $delay | $report | $files |"
    kill "$relay"
    wait "$relay" || true
    none_left
done
