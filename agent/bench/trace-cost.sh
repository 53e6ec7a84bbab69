#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What a trace costs those who allocate: CPU time of a program that does little but take new pages, with and without an agent
# that traces the host beside it, by turns in one run.
#
#   agent/bench/trace-cost.sh [ROUNDS [TRACE]]      12 rounds and trace=on unless told otherwise; TRACE may be jvm
#
# Needs root, tracefs, a C compiler, the built jar (mvn package -DskipTests) and 256 MiB of free memory. The agent runs in a
# JVM of its own, which does nothing else. Prints the median CPU time of a page for each and their ratio.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
jar=$here/target/buddyscope.jar
rounds=${1:-12}
trace=${2:-on}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d "${TMPDIR:-/tmp}/trace-cost.XXXXXX")
agent=
end() {
    [ -z "$agent" ] || kill "$agent" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' HUP INT TERM

[ -f "$jar" ] || { echo "no $jar: build it with mvn package -DskipTests" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 2; }
[ -d /sys/kernel/tracing/instances ] || { echo "needs tracefs at /sys/kernel/tracing" >&2; exit 2; }

cat >"$work/faults.c" <<'C'
#include <stdio.h>
#include <sys/mman.h>
#include <time.h>

/* Nanoseconds of CPU time for each of 65,536 new pages, three times. */
int main(void) {
    size_t size = 256ul << 20;
    for (int turn = 0; turn < 3; turn++) {
        struct timespec a, b;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) return 1;
        madvise(p, size, MADV_NOHUGEPAGE);
        for (size_t i = 0; i < size; i += 4096) p[i] = 1;
        munmap(p, size);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        printf("%.1f\n", ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / (size / 4096));
    }
    return 0;
}
C
cc -O2 -o "$work/faults" "$work/faults.c"
cat >"$work/Sleeps.java" <<'J'
public class Sleeps {
    public static void main(String[] a) throws Exception {
        Thread.sleep(600_000);
    }
}
J
"${java}c" -d "$work" "$work/Sleeps.java"

median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for _ in $(seq "$rounds"); do
    "$work/faults" >>"$work/without"
    "$java" -Xmx64m "-javaagent:$jar=trace=$trace,kernel=none,direct=off" -cp "$work" Sleeps &
    agent=$!
    on=/sys/kernel/tracing/instances/buddyscope-$agent/events/kmem/mm_page_alloc/enable
    for _ in $(seq 100); do
        [ -e "$on" ] && [ "$(cat "$on")" != 0 ] && break
        sleep 0.1
    done
    [ -e "$on" ] || { echo "the agent didn't get its trace: see doctor" >&2; exit 3; }
    sleep 1 # until the JVM itself is at rest
    "$work/faults" >>"$work/with"
    kill "$agent"
    wait "$agent" || true
    agent=
done
awk -v a="$(median "$work/without")" -v b="$(median "$work/with")" -v t="$trace" 'BEGIN {
    printf "without a trace %.0f ns of CPU a page, with trace=%s %.0f ns: %+.0f ns, ratio %.3f\n", a, t, b, b - a, b / a }'
