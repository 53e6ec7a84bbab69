#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What the agent takes of a service's throughput, for machines that are never the same for a minute: one JVM of the sample
# service under wrk, with a flight recording, into which the agent is attached and taken out again by turns.
#
#   agent/bench/throughput-in-turn.sh [TURNS [SECONDS]]      20 turns with it and 21 without, of 2 s each, unless told otherwise
#
# Two JVMs differ by what the compiler made of them, by more than is looked for here; one JVM doesn't. Each turn begins with as
# long a time under load that isn't counted, in which what was compiled with the call, or without it, is compiled anew. A turn
# with the agent is held against the mean of those before and after it. Needs wrk and the built jars (mvn package
# -DskipTests). AGENT gives the agent's options as "KEY=VALUE KEY=VALUE", JAVA_HOME the JVM. KEEP=FILE keeps the turns.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
sample=$root/sample-app/target/sample-app.jar
turns=${1:-20}
seconds=${2:-2}
warm=${WARM_UP:-30}
home=${JAVA_HOME:-$(jdks | head -n 1)}
needs "$jar" "$sample"
has wrk

cat >"$work/mix.lua" <<'LUA'
local kib = {16, 32, 64, 64, 128, 16, 256, 32, 64, 16}
local requests = {}
local at = 0
function init()
  for i, k in ipairs(kib) do requests[i] = wrk.format("GET", "/work?kib=" .. k) end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
LUA

"$home/bin/java" -Xms256m -Xmx256m -XX:+AlwaysPreTouch "-XX:StartFlightRecording=filename=$work/service.jfr" \
    -Xlog:jfr+startup=off -XX:+IgnoreUnrecognizedVMOptions -XX:+EnableDynamicAgentLoading \
    -jar "$sample" --port 0 >"$work/out" 2>&1 &
pid=$!
begun "$pid"
url=
for _ in $(seq 300); do
    url=$(sed -n 's/.*listening on \(http.*\)/\1/p' "$work/out")
    [ -z "$url" ] || break
    sleep 0.1
done
[ -n "$url" ] || { cat "$work/out" >&2; exit 3; }

load() { wrk -t 1 -c 8 -d "$1s" -s "$work/mix.lua" "$url" >"$work/wrk"; }

# "requests-per-second microseconds-of-CPU-a-request"
turn() {
    load "$seconds"
    before=$(ticks "$pid")
    load "$seconds"
    after=$(ticks "$pid")
    awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '$1 == "RESULT" {
        if ($4) { print $4 " requests failed" >"/dev/stderr"; exit 1 }
        print $2 / $3 * 1e6, ticks / hertz * 1e6 / $2 }' "$work/wrk"
}

command_of() { "$home/bin/java" -Xshare:auto -XX:TieredStopAtLevel=1 -jar "$jar" "$@" >"$work/command" 2>&1 || {
    cat "$work/command" >&2
    exit 3
}; }

load "$warm"
turn >"$work/turns"
for _ in $(seq "$turns"); do
    # shellcheck disable=SC2086 # options are words
    command_of attach "$pid" ${AGENT:-}
    turn >>"$work/turns"
    command_of detach "$pid"
    turn >>"$work/turns"
done
[ -z "${KEEP:-}" ] || cp "$work/turns" "$KEEP"

# COLUMN NAME: a row of the change
row() {
    awk -v c="$1" '{ v[NR] = $c } END { for (i = 2; i < NR; i += 2) print 100 * (2 * v[i] / (v[i - 1] + v[i + 1]) - 1) }' \
        "$work/turns" | spread | {
        read -r median q1 q3 low high
        printf '| %s | %s | %+.2f %% | %+.2f to %+.2f | %+.2f to %+.2f |\n' "$(release "$home")" "$2" \
            "$median" "$low" "$high" "$q1" "$q3"
    }
}

echo "$turns turns of $seconds s with the agent and $((turns + 1)) without, one thread and 8 connections of wrk:"
echo
echo '| JDK | | change, median | 95 % of the median | middle half of the turns |'
echo '| --- | --- | --- | --- | --- |'
row 1 "requests a second"
row 2 "the service's CPU a request"
