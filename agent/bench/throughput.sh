#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What the agent takes of a service's throughput: the sample service under wrk, with a flight recording in both, without the
# agent and with it by turns.
#
#   agent/bench/throughput.sh [PAIRS [TURNS [SECONDS]]]      6 pairs of JVMs, 16 turns of 2 s each, unless told otherwise
#
# Both JVMs of a pair are warmed up; then they take turns in the order ABBA while the other is stopped (SIGSTOP), so that what
# else the machine does, and the other JVM's own threads, fall on neither. A new pair has new JVMs, which the compiler may have
# served otherwise. Needs wrk and the built jars (mvn package -DskipTests). AGENT gives the agent's options (none), JDKS the
# homes of the JVMs.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
sample=$root/sample-app/target/sample-app.jar
pairs=${1:-6}
turns=${2:-16}
seconds=${3:-2}
warm=${WARM_UP:-12}
needs "$jar" "$sample"
has wrk

# sizes as services see them, each connection from another place in the row
cat >"$work/mix.lua" <<'LUA'
local kib = {16, 32, 64, 64, 128, 16, 256, 32, 64, 16}
local requests = {}
local at = 0
function setup(thread) thread:set("at", math.random(10)) end
function init()
  for i, k in ipairs(kib) do requests[i] = wrk.format("GET", "/work?kib=" .. k) end
  requests[#requests + 1] = wrk.format("GET", "/")
  requests[#requests + 1] = wrk.format("GET", "/health")
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

# LABEL [FLAG...]: starts a service, its id in $pid and its address in $url
serve() {
    label=$1
    shift
    rm -f "$work/$label.out"
    "$home/bin/java" -Xms256m -Xmx256m -XX:+AlwaysPreTouch "-XX:StartFlightRecording=filename=$work/$label.jfr" \
        -Xlog:jfr+startup=off "$@" -jar "$sample" --port 0 >"$work/$label.out" 2>&1 &
    pid=$!
    begun "$pid"
    url=
    for _ in $(seq 300); do
        url=$(sed -n 's/.*listening on \(http.*\)/\1/p' "$work/$label.out" 2>/dev/null || true)
        [ -z "$url" ] || return 0
        sleep 0.1
    done
    cat "$work/$label.out" >&2
    exit 3
}

# PID URL SECONDS: "requests-per-second microseconds-of-CPU-a-request" of the service; the other is to stand still
turn() {
    kill -CONT "$1"
    before=$(ticks "$1")
    wrk -t 1 -c 8 -d "$3s" -s "$work/mix.lua" "$2" >"$work/wrk"
    after=$(ticks "$1")
    kill -STOP "$1"
    awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '$1 == "RESULT" {
        if ($4) { print $4 " requests failed" >"/dev/stderr"; exit 1 }
        print $2 / $3 * 1e6, ticks / hertz * 1e6 / $2 }' "$work/wrk"
}

measure() {
    for pair in $(seq "$pairs"); do
        serve without
        plain=$pid at_plain=$url
        serve with "-javaagent:$jar${AGENT:+=$AGENT}"
        agent=$pid at_agent=$url
        kill -STOP "$agent"
        turn "$plain" "$at_plain" "$warm" >/dev/null
        turn "$agent" "$at_agent" "$warm" >/dev/null
        for round in $(seq "$turns"); do
            if [ $((round % 2)) = 1 ]; then
                a=$(turn "$plain" "$at_plain" "$seconds")
                b=$(turn "$agent" "$at_agent" "$seconds")
            else
                b=$(turn "$agent" "$at_agent" "$seconds")
                a=$(turn "$plain" "$at_plain" "$seconds")
            fi
            echo "$pair $a $b"
        done >>"$1"
        kill -CONT "$plain" "$agent"
        kill "$plain" "$agent"
        wait "$plain" "$agent" || true
        none_left
    done
}

# COLUMN COLUMN: the spread of the ratio of the second to the first, in per cent of change
ratio() { awk -v a="$1" -v b="$2" '{ print 100 * ($b / $a - 1) }' "$rounds" | spread; }

# The same, of each JVM pair's median
by_pair() {
    for pair in $(seq "$pairs"); do
        awk -v p="$pair" -v a="$1" -v b="$2" '$1 == p { print 100 * ($b / $a - 1) }' "$rounds" | spread | cut -d ' ' -f 1
    done | spread | awk '{ printf "%+.2f to %+.2f", $4, $5 }'
}

column() { awk -v c="$1" '{ print $c }' "$rounds" | spread | cut -d ' ' -f 1; }

row() {
    ratio "$2" "$3" | {
        read -r median q1 q3 low high
        printf '| %s | %s | %.0f | %.0f | %+.2f %% | %+.2f to %+.2f | %+.2f to %+.2f | %s |\n' "$version" "$1" \
            "$(column "$2")" "$(column "$3")" "$median" "$low" "$high" "$q1" "$q3" "$(by_pair "$2" "$3")"
    }
}

echo "$pairs pairs of JVMs, $turns turns of $seconds s for each, $(wrk --version | awk '{ print "wrk " $2; exit }')," \
    "one thread and 8 connections:"
echo
echo '| JDK | | without | with | change, median | 95 % of the median | middle half of the turns | medians of the pairs |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- |'
for home in $(jdks); do
    version=$(release "$home")
    rounds=$work/rounds-$version
    measure "$rounds"
    row "requests a second" 2 4
    row "the service's CPU a request, µs" 3 5
    [ -z "${KEEP:-}" ] || cp "$rounds" "$KEEP"
done
