#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What the agent takes of a service's throughput, for machines that are never the same for a minute: one JVM of the sample
# service under wrk, with a flight recording, into which the agent is attached and taken out again by turns.
#
#   agent/bench/throughput-in-turn.sh [TURNS [SECONDS]]      10 turns with it and 11 without, of 8 s each, unless told otherwise
#
# Two JVMs differ by what the compiler made of them, by more than is looked for here; one JVM doesn't. Each turn begins with
# SETTLE seconds (20) under load that aren't counted, in which what was compiled with the call, or without it, is compiled anew,
# and what an attach costs once is over. A turn with the agent is held against the mean of those before and after it. The rows
# below CPU are its parts, as shares of the whole. Needs wrk and the built jars (mvn package -DskipTests). AGENT gives the agent's options as "KEY=VALUE KEY=VALUE", JAVA_HOME the JVM. KEEP=FILE keeps the turns.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
# shellcheck source=agent/bench/service-lib.sh
. "$bench/service-lib.sh"
turns=${1:-10}
seconds=${2:-8}
warm=${WARM_UP:-30}
settle=${SETTLE:-20}
home=${JAVA_HOME:-$(jdks | head -n 1)}
needs "$jar" "$sample"
has wrk

# shellcheck disable=SC2119 # nothing but these
mix
serve service -Xms256m -Xmx256m "-XX:StartFlightRecording=filename=$work/service.jfr" -Xlog:jfr+startup=off \
    -XX:+IgnoreUnrecognizedVMOptions -XX:+EnableDynamicAgentLoading

# Microseconds of CPU so far: the compilers', the collector's and the JVM's own, the agent's and the notifications', the rest
parts() {
    for task in "/proc/$pid/task"/*; do
        read -r used _ <"$task/schedstat" && echo "$used $(cat "$task/comm")"
    done 2>/dev/null | awk '
        { of = $2 ~ /^C[12]/ ? 1 : $2 ~ /^(GC|G1|VM)/ ? 2 : $2 ~ /^(buddyscope|Notification)/ ? 3 : 4; sum[of] += $1 }
        END { for (i = 1; i <= 4; i++) printf "%.0f ", sum[i] / 1000 }'
}

# "requests-per-second CPU-a-request" and that by its parts, all in microseconds
turn() {
    load "$pid" "$url" "$settle"
    parts >"$work/parts"
    load "$pid" "$url" "$seconds"
    echo "$(result) $(cat "$work/parts") $(parts)" | awk -v seconds="$seconds" '{
        printf "%s %s", $1, $2
        for (i = 3; i <= 6; i++) printf " %.3f", ($(i + 4) - $i) / $1 / seconds
        print "" }'
}

command_of() { "$home/bin/java" -Xshare:auto -XX:TieredStopAtLevel=1 -jar "$jar" "$@" >"$work/command" 2>&1 || {
    cat "$work/command" >&2
    exit 3
}; }

load "$pid" "$url" "$warm"
turn >"$work/turns"
for _ in $(seq "$turns"); do
    # shellcheck disable=SC2086 # options are words
    command_of attach "$pid" ${AGENT:-}
    turn >>"$work/turns"
    command_of detach "$pid"
    turn >>"$work/turns"
done
[ -z "${KEEP:-}" ] || cp "$work/turns" "$KEEP"

# COLUMN OF NAME: a row of the change of one column, as a share of another
row() {
    awk -v c="$1" -v of="$2" '{ v[NR] = $c; whole[NR] = $of }
        END { for (i = 2; i < NR; i += 2) print 100 * (2 * v[i] - v[i - 1] - v[i + 1]) / (whole[i - 1] + whole[i + 1]) }' \
        "$work/turns" | spread | {
        read -r median q1 q3 low high
        printf '| %s | %s | %+.2f %% | %+.2f to %+.2f | %+.2f to %+.2f |\n' "$(release "$home")" "$3" \
            "$median" "$low" "$high" "$q1" "$q3"
    }
}

echo "$turns turns of $seconds s with the agent and $((turns + 1)) without, one thread and 8 connections of wrk:"
echo
echo '| JDK | | change, median | 95 % of the median | middle half of the turns |'
echo '| --- | --- | --- | --- | --- |'
row 1 1 "requests a second"
row 2 2 "the service's CPU a request"
row 3 2 "of that, the compilers'"
row 4 2 "the collector's and the JVM's own"
row 5 2 "the agent's and notifications of collections"
row 6 2 "the service's own threads and the rest"
