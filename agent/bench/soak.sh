#!/usr/bin/env bash
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the sample service with the agent under load for as long as one says, with every source active and all kinds of things
# done to it, and says whether anything grew and whether the agent's account is exact.
#
#   agent/bench/soak.sh DURATION      90s, 10m, 1h: a minute at least
#
# What is done, one every ten seconds: lines like failures into the kernel's log, SIGSTOP and SIGCONT, load at full speed, the
# same jar attached again, its trace switched off and, in vain, removed, the agent attached to a second service and taken out
# again. Every REAL seconds (300; 0 for never) a real failure of the kernel (sample-app/lab/real-failure.sh, which takes almost
# all of the host's memory for half a second), and so many lines while the service is stopped that it loses some. All the while
# clients and recordings come and go: soak/Visitors.java. The accounts are in soak/Account.java, the rule for growth in
# soak/Growth.java.
#
# Needs root, /dev/kmsg, tracefs, a JDK and the built jars (mvn package -DskipTests), or JARS=DIRECTORY that has them. AGENT
# gives the agent's options (none), JDKS the home of one JVM; PLANT=leak or PLANT=count plants a fault that must be found.
# Exit status: 0 all is well, 1 it isn't, 2 wrong usage or something is missing, 77 this machine can't do it.
set -euo pipefail

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
# shellcheck source=agent/bench/service-lib.sh
. "$bench/service-lib.sh"
usage() { fail "usage: soak.sh DURATION, such as 90s, 10m or 1h"; }
case ${1:-} in
*h) seconds=${1%h}; unit=3600 ;;
*m) seconds=${1%m}; unit=60 ;;
*) seconds=${1:-}; seconds=${seconds%s}; unit=1 ;;
esac
case $seconds in '' | *[!0-9]* | ?????*) usage ;; esac
seconds=$((10#$seconds * unit))
[ "$seconds" -ge 60 ] || usage

real=${REAL:-300}
tracefs=/sys/kernel/tracing
lab=$root/sample-app/lab
if [ -n "${JARS:-}" ]; then
    jar=$JARS/buddyscope.jar
    sample=$JARS/sample-app.jar
fi
needs "$jar" "$sample"
skip() {
    echo "soak: skipped: $1" >&2
    exit 77
}
[ "$(id -u)" = 0 ] || skip "needs root"
dd if=/dev/kmsg of=/dev/null bs=8192 count=1 iflag=nonblock status=none 2>/dev/null || skip "/dev/kmsg can't be read"
[ -d "$tracefs/instances" ] || skip "no tracefs: mount -t tracefs none $tracefs"
home=$(jdks | head -n 1)
[ -x "$home/bin/javac" ] || fail "needs a JDK, and $home has no javac"
"$home/bin/javac" --release 17 -d "$work" "$bench"/soak/*.java

planted=()
if [ "${PLANT:-}" = leak ]; then
    printf 'Premain-Class: Leak\n' >"$work/manifest"
    "$home/bin/jar" -c -f "$work/leak.jar" -m "$work/manifest" -C "$work" Leak.class
    planted=("-javaagent:$work/leak.jar")
fi

# where a remote client listens to anything the JDK keeps the last 1,000 notifications of all its beans, and each that a
# recording's state has changed holds all its settings: some 170 kB
jvm=(-Xms96m -Xmx96m -XX:MaxDirectMemorySize=64m -Djmx.remote.x.notification.buffer.size=64 -XX:+EnableDynamicAgentLoading)
helper() { "$home/bin/java" -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$@" >>"$work/helper.out" 2>&1; }

serve guest "${jvm[@]}"
guest=$pid
serve service "${jvm[@]}" "-javaagent:$jar=period=1s,direct=on${AGENT:+,$AGENT}" "${planted[@]}" \
    "-XX:StartFlightRecording=name=soak,maxsize=500m" "-XX:FlightRecorderOptions=repository=$work" -Xlog:jfr+startup=off
service=$pid
helper "$sample" load "$url" --seconds 10 --connections 4 || true # which fills its cache and its pools
"$home/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work" Soak "$service" "$guest" "$seconds" "$url" "$work" \
    "${PLANT:-}" &
soak=$!
begun "$soak"

# LINES: into the kernel's log, as a user: none of them is the kernel's
burst() {
    local i
    for ((i = 0; i < $1; i++)); do
        echo "soak: page allocation failure: order:5, mode:0x40cc0(GFP_KERNEL|__GFP_COMP), nodemask=(null) $i" >/dev/kmsg
    done
}

fault() {
    local instance=$tracefs/instances/buddyscope-$service
    case $1 in
    burst) burst 300 ;;
    stop)
        kill -STOP "$service"
        sleep 3
        kill -CONT "$service"
        ;;
    lose)
        kill -STOP "$service"
        burst "$(($(dmesg | wc -l) + 1500))"
        kill -CONT "$service"
        mkdir -p "$work/mnt" # the kernel says something, too: others may look for a line of its in the log
        mount -t tmpfs -o soak=1 none "$work/mnt" 2>/dev/null || true
        ;;
    trace)
        if [ ! -d "$instance" ]; then
            : # it was too dear on a busy host: the agent's sources, told in the end, say so
        elif rmdir "$instance" 2>/dev/null; then
            echo "the trace's instance could be removed" >>"$work/odd"
        else
            echo 0 >"$instance/tracing_on"
            sleep 2
            echo 1 >"$instance/tracing_on"
        fi
        ;;
    load) helper "$sample" load "$url" --seconds 2 --connections 4 || true ;;
    again) helper "$jar" attach "$service" || echo "the agent could not be attached again" >>"$work/odd" ;;
    guest)
        helper "$jar" attach "$guest" || echo "the agent could not be attached" >>"$work/odd"
        sleep 3
        helper "$jar" detach "$guest" || echo "the agent could not be detached" >>"$work/odd"
        ;;
    real) "$lab/real-failure.sh" 7 1 >>"$work/helper.out" 2>&1 || true ;; # the kernel prints one in ten seconds
    esac
}

for _ in 1 2 3; do fault guest; done # which loads the JDK's classes for that
until [ -e "$work/begun" ]; do
    kill -0 "$soak" 2>/dev/null || exit 1
    sleep 0.5
done
least=$((real / 2)) # the first comes early
all=(burst guest stop load again guest trace)
for ((n = 0; ; n++)); do
    for _ in $(seq 10); do
        [ ! -e "$work/ending" ] || break 2
        kill -0 "$soak" 2>/dev/null || exit 1
        sleep 1
    done
    fault "${all[n % ${#all[@]}]}"
    if [ "$real" -gt 0 ] && [ "$SECONDS" -ge "$least" ]; then
        least=$((SECONDS + real))
        fault real
        sleep 2
        fault lose
    fi
done
touch "$work/quiet"

status=0
wait "$soak" || status=$?
kill "$service" "$guest"
wait "$service" "$guest" || true
for one in "$service" "$guest"; do
    [ ! -d "$tracefs/instances/buddyscope-$one" ] || echo "$one left its trace's instance behind" >>"$work/odd"
done
none_left
if [ -s "$work/service.err" ]; then
    echo "The service's stderr:"
    cat "$work/service.err"
fi
if [ -s "$work/odd" ]; then
    echo "NOT OK:"
    cat "$work/odd"
    status=1
fi
exit "$status"
