#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the benchmark commands of this folder that together take an hour with two JVMs, and writes docs/figures.md.
#
#   agent/bench/figures.sh [FILE]      docs/figures.md unless told otherwise
#
# ONLY, an extended regular expression, has only the sections run whose titles match it; the others stay as they are in FILE.
# Needs what they need: mvn -Pbenchmarks package -DskipTests, wrk, javac. JDKS gives the homes of the JVMs; more of them take
# longer.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
page=${1:-$root/docs/figures.md}
hook=$bench/hook/target/benchmarks.jar
needs "$jar" "$hook"
has wrk
JDKS=$(jdks | tr '\n' ' ')
export JDKS

shown() { case $1 in throughput) echo "agent/bench/throughput-in-turn.sh 10 8" ;; *) echo "$*" ;; esac; }

# TITLE: whether the section is to be run; else what the page has of it is told again
wanted() {
    if [ -z "${ONLY:-}" ] || echo "$1" | grep -qE "$ONLY"; then
        return 0
    fi
    awk -v title="## $1" '/^## / { inside = $0 == title } inside' "$page"
    return 1
}

done_now() {
    echo
    echo "Load then: $(cut -d ' ' -f 1-3 /proc/loadavg); $(date -u '+%F %H:%M UTC'), commit $commit."
    echo
}

# TITLE COMMAND...: a section's command and what it prints
section() {
    wanted "$1" || return 0
    echo "## $1"
    shift
    echo
    echo "    $(shown "$@")" | sed "s|$root/||g; s|$work|/tmp|g"
    echo
    "$@" 2>"$work/err" || { cat "$work/err" >&2; exit 3; }
    done_now
}

throughput() {
    for home in $JDKS; do
        JAVA_HOME=$home "$bench/throughput-in-turn.sh" 10 8
        echo
    done
}

hook_rounds() {
    for home in $JDKS; do
        echo "JDK $(release "$home"):"
        echo
        "$home/bin/java" -jar "$hook" "$jar=kernel=none,trace=off" 4 2>/dev/null | grep -v '^round\|^WARNING' | sed 's/^ *\([0-9]\)/- \1/'
        echo
        echo "In one JVM by turns:"
        echo
        "$home/bin/java" "-javaagent:$jar=kernel=none,trace=off" -cp "$hook" io.github.buddyscope.benchmark.HookInTurn \
            2>/dev/null | sed 's/^ *\([0-9]\)/- \1/'
        echo
    done
}

commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
{
    echo '# Figures'
    echo
    # shellcheck disable=SC2016 # that is Markdown
    echo 'Written by `agent/bench/figures.sh`; each section has its own command. Compare figures of one section only: other'
    echo 'hours of a shared machine are other machines.'
    echo
    machine
    echo "- JDKs: $(for home in $JDKS; do release "$home"; done | paste -sd ' ')"
    echo
    section 'Throughput under wrk, flight recording in both' throughput
    if wanted 'Direct allocations'; then
        echo '## Direct allocations'
        echo
        echo '    java -jar agent/bench/hook/target/benchmarks.jar agent/target/buddyscope.jar=kernel=none,trace=off 4'
        echo '    java -javaagent:agent/target/buddyscope.jar=kernel=none,trace=off -cp agent/bench/hook/target/benchmarks.jar io.github.buddyscope.benchmark.HookInTurn'
        echo
        hook_rounds
        done_now
    fi
    section 'At rest' "$bench/steady.sh" 60
    section 'From the log to the notification' "$bench/latency.sh" 300 200
    section 'A flood of failure reports' "$bench/flood.sh" 1000000 6 10
    section 'Start-up' "$bench/startup.sh" 12 3
    section 'On large hosts, by simulation' "$bench/scale.sh"
    [ "$(id -u)" != 0 ] || section 'A relay and its agents' "$bench/relay-cost.sh"
} >"$page.new"
mv "$page.new" "$page"
echo "wrote $page"
