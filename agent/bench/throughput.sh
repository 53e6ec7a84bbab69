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
# shellcheck source=agent/bench/service-lib.sh
. "$bench/service-lib.sh"
pairs=${1:-6}
turns=${2:-16}
seconds=${3:-2}
warm=${WARM_UP:-12}
needs "$jar" "$sample"
has wrk

mix / /health

# LABEL [FLAG...]: starts a service
recorded() {
    label=$1
    shift
    serve "$label" -Xms256m -Xmx256m "-XX:StartFlightRecording=filename=$work/$label.jfr" -Xlog:jfr+startup=off "$@"
}

# PID URL SECONDS: what that service did and took; the other is to stand still
turn() {
    kill -CONT "$1"
    load "$@"
    kill -STOP "$1"
    result
}

measure() {
    for pair in $(seq "$pairs"); do
        recorded without
        plain=$pid at_plain=$url
        recorded with "-javaagent:$jar${AGENT:+=$AGENT}"
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
