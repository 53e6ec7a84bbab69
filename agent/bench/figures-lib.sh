# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What the benchmark commands of this folder have in common; each sources it after "set -eu" and bench=its folder. Gives $root,
# what is built ($jar, the $sample service, the $tests and all $classes as class paths) and $work (removed in the end), and ends
# what was started and said so with "begun PID".
# shellcheck disable=SC2034,SC2154 # used there, set there

root=$(cd "$bench/../.." && pwd)
jar=$root/agent/target/buddyscope.jar
sample=$root/sample-app/target/sample-app.jar
tests=$root/agent/target/test-classes
classes=$tests:$root/agent/target/classes:$root/jfr-events/target/classes
work=$(mktemp -d "${TMPDIR:-/tmp}/buddyscope-bench.XXXXXX")
started=

begun() { started="$started $1"; }

# Forgets what has ended by itself
none_left() { started=; }

tidy() {
    for one in $started; do
        kill -CONT "$one" 2>/dev/null || true
        kill "$one" 2>/dev/null || true
    done
    for one in $started; do
        wait "$one" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap tidy EXIT
trap 'exit 1' HUP INT TERM

fail() {
    echo "$1" >&2
    exit 2
}

needs() {
    for one in "$@"; do
        [ -e "$one" ] || fail "no $one: build it with mvn -Pbenchmarks package -DskipTests"
    done
}

has() { command -v "$1" >/dev/null || fail "needs $1${2:+ ($2)}"; }

# The JVMs to measure on, a home a line: those of $JDKS, or the java of the path
jdks() {
    if [ -n "${JDKS:-}" ]; then
        echo "$JDKS" | tr ' ' '\n'
    else
        dirname "$(dirname "$(readlink -f "$(command -v java)")")"
    fi
}

# HOME: its release, as in 17.0.15
release() { sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$1/release"; }

# Clock ticks that process $1 has run, user and system
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# Numbers, one a line: "median quartile quartile low high", the last two an interval that has the median 95 times in 100
spread() {
    sort -g | awk '
        { v[NR] = $1 }
        function at(share,  x, i) {
            x = 1 + share * (NR - 1)
            i = int(x)
            return i < NR ? v[i] + (x - i) * (v[i + 1] - v[i]) : v[NR]
        }
        END {
            if (!NR) { print "nan nan nan nan nan"; exit }
            wide = 0.98 * sqrt(NR)
            low = int(NR / 2 - wide + 0.5); high = int(NR / 2 + wide + 1.5)
            if (low < 1) low = 1
            if (high > NR) high = NR
            print at(0.5), at(0.25), at(0.75), v[low], v[high]
        }'
}

# What everything was measured on, as list items
machine() {
    echo "- $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors," \
        "$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)"
    echo "- load before: $(cut -d ' ' -f 1-3 /proc/loadavg)"
}
