#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Times explain beside GNU grep on a kernel log of 1 GB with one failure report in 100,000 lines, in one run.
#
#   agent/bench/explain-speed.sh [ROUNDS [BYTES]]      5 rounds and 1000000000 bytes unless told otherwise
#
# Needs the built jar (mvn package -DskipTests), GNU grep, and twice the log's size of free memory, so that the log stays in
# the page cache. The log is written to $TMPDIR (/tmp) and removed; KEEP=1 leaves it there.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
jar=$here/target/buddyscope.jar
rounds=${1:-5}
bytes=${2:-1000000000}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
heap=96m
work=$(mktemp -d "${TMPDIR:-/tmp}/explain-speed.XXXXXX")
log=$work/kern.log
trap '[ -n "${KEEP:-}" ] && echo "kept $work" || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

[ -f "$jar" ] || { echo "no $jar: build it with mvn package -DskipTests" >&2; exit 2; }
[ -d "$here/target/test-classes" ] || { echo "no test classes: build them with mvn package -DskipTests" >&2; exit 2; }

one='page allocation failure'
all='page allocation failure|page allocation stalls for|vmalloc: allocation failure|vmalloc error: size'
all=$all'|vmalloc_node_range for size|vmap allocation for size|vmap allocation failed|vmemmap alloc failure'
all=$all'|invoked oom-killer|Killed process|Unable to allocate memory on|alloc failed, req-size'
all=$all'|swiotlb buffer is full|Out of SW-IOMMU space for|coherent allocation failed for device'

explain() { "$java" "-Xmx$heap" "$@" -jar "$jar" explain "$log"; }

# LABEL COMMAND ...: appends "label milliseconds" to the times
timed() {
    label=$1
    shift
    begin=$(date +%s%N)
    "$@" >"$work/out"
    end=$(date +%s%N)
    echo "$label $(((end - begin) / 10000))" >>"$work/times"
}

round() {
    timed explain explain
    timed 'grep-one-C' env LC_ALL=C grep -c "$one" "$log"
    timed 'grep-all-C' env LC_ALL=C grep -c -E "$all" "$log"
    timed 'grep-one' grep -c "$one" "$log"
    timed 'grep-all' grep -c -E "$all" "$log"
}

printf 'writing %s bytes: ' "$bytes"
"$java" -cp "$here/target/test-classes" io.github.buddyscope.bench.KernelLog "$log" "$bytes"
cat "$log" >/dev/null # into the page cache

headers=$(LC_ALL=C grep -c "$one" "$log")
explain >"$work/out"
grep -q "^$headers failures found" "$work/out" ||
    { echo "explain and grep disagree: grep has $headers" >&2; tail -n 3 "$work/out" >&2; exit 1; }
explain -Xlog:gc:file="$work/gc" >/dev/null
peak=$(sed -n 's/.* \([0-9]*\)M->.*/\1/p' "$work/gc" | sort -n | tail -n 1)

i=0
while [ "$i" -lt "$rounds" ]; do
    round
    i=$((i + 1))
done

"$java" -version 2>&1 | tail -n 1
echo "$(grep --version | head -n 1), locale here: ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}"
echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "heap: at most $heap by -Xmx; fullest before a collection: ${peak:-less than the first collection needs}${peak:+ MB}"
echo "$headers reports; $rounds rounds, one command after the other; wall time in seconds with the JVM's start:"
sort -k 1,1 -k 2,2n "$work/times" | awk '
    { n[$1]++; t[$1, n[$1]] = $2 / 100000 }
    function median(l) { return (t[l, int((n[l] + 1) / 2)] + t[l, int((n[l] + 2) / 2)]) / 2 }
    function row(l, words) {
        printf "%-46s %8.2f %8.2f %8.2f %14.2f\n", words, median(l), t[l, 1], t[l, n[l]], median("explain") / median(l)
    }
    END {
        printf "%-46s %8s %8s %8s %14s\n", "", "median", "least", "most", "explain takes"
        row("explain", "explain, every verdict")
        row("grep-all-C", "grep -c -E, all headers, LC_ALL=C")
        row("grep-all", "grep -c -E, all headers, locale as here")
        row("grep-one-C", "grep -c, page allocation failure, LC_ALL=C")
        row("grep-one", "grep -c, page allocation failure, locale here")
    }'
