#!/usr/bin/env bash
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What starting with the agent costs: an empty main, and a Netty service that says hello for some seconds, without an agent,
# with one that does nothing, with Buddyscope, with the Prometheus JMX exporter and with the OpenTelemetry agent, in turn in one run.
#
#   agent/bench/startup.sh [ROUNDS [SECONDS]]      20 rounds, 4 s of service, unless told otherwise
#
# Hello is in every second round, the OpenTelemetry agent in every fourth. Needs bash, javac, Maven (which fetches the other two from Maven
# Central) and the built jars (mvn package -DskipTests). AGENT gives the agent's options (none), JDKS the homes of the JVMs.
set -euo pipefail

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
rounds=${1:-20}
seconds=${2:-4}
peers=$root/agent/target/peers
jmx=$(sed -n "s:.*<jmx-exporter.version>\(.*\)</.*:\1:p" "$root/pom.xml")
otel=$(sed -n "s:.*<opentelemetry-agent.version>\(.*\)</.*:\1:p" "$root/pom.xml")
needs "$jar" "$sample"
has javac
has jar
has mvn

# COORDINATES: into $peers, once
fetch() {
    mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:copy "-Dartifact=$1" "-DoutputDirectory=$peers" \
        -Dmdep.stripVersion=true >"$work/mvn" || { cat "$work/mvn" >&2; exit 3; }
}
[ -f "$peers/jmx_prometheus_javaagent.jar" ] || fetch "io.prometheus.jmx:jmx_prometheus_javaagent:$jmx"
[ -f "$peers/opentelemetry-javaagent.jar" ] || fetch "io.opentelemetry.javaagent:opentelemetry-javaagent:$otel"

javac --release 17 -cp "$sample" -d "$work" "$bench"/startup/*.java
printf 'Premain-Class: Nothing\n' >"$work/manifest"
jar cfm "$work/nothing.jar" "$work/manifest" -C "$work" Nothing.class
printf 'rules:\n- pattern: ".*"\n' >"$work/jmx.yaml"

# WHAT: the flags that bring it in, into $flags
flags_of() {
    case $1 in
    plain) flags=() ;;
    nothing) flags=("-javaagent:$work/nothing.jar") ;;
    buddyscope) flags=("-javaagent:$jar${AGENT:+=$AGENT}") ;;
    jmx_exporter) flags=("-javaagent:$peers/jmx_prometheus_javaagent.jar=127.0.0.1:19404:$work/jmx.yaml") ;;
    opentelemetry) flags=("-javaagent:$peers/opentelemetry-javaagent.jar" -Dotel.traces.exporter=none
        -Dotel.metrics.exporter=none -Dotel.logs.exporter=none) ;;
    esac
}

# WHAT CLASS [ARGUMENT...]: "what class key value" for each figure of one JVM; times in ms, memory in MB
once() {
    local what=$1 class=$2 begin end
    shift 2
    flags_of "$what"
    TIMEFORMAT='%3U %3S'
    begin=$(date +%s%N)
    { time "$home/bin/java" -Xmx256m "${flags[@]}" -cp "$work:$sample" "$class" "$@" >"$work/out" 2>"$work/err"; } 2>"$work/cpu"
    end=$(date +%s%N)
    awk -v begin="$begin" -v end="$end" -v row="$what $class" '
        FILENAME ~ /cpu$/ { print row, "cpu", ($1 + $2) * 1000; next }
        $1 == "main" || $1 == "answer" { print row, $1, ($2 - begin) / 1e6 }
        $1 ~ /^Vm/ { print row, $1, $2 * 1.024 / 1000 }
        END { print row, "end", (end - begin) / 1e6 }' "$work/cpu" "$work/out"
}

all=(plain nothing buddyscope jmx_exporter opentelemetry)

measure() {
    local round i what
    for what in "${all[@]}"; do # into the page cache
        once "$what" Empty >/dev/null
    done
    for ((round = 0; round < rounds; round++)); do
        for ((i = 0; i < ${#all[@]}; i++)); do
            what=${all[(round + i) % ${#all[@]}]}
            [ "$what" = opentelemetry ] && ((round % 4)) && continue
            once "$what" Empty
            ((round % 2)) || once "$what" Hello "$seconds"
        done
    done >"$1"
}

# WHAT CLASS KEY: median and middle half; beside plain also the median of the differences
cell() {
    local median q1 q3
    read -r median q1 q3 _ < <(awk -v w="$1" -v c="$2" -v k="$3" '$1 == w && $2 == c && $3 == k { print $4 }' "$figures" | spread)
    printf '%.1f (%.1f to %.1f)' "$median" "$q1" "$q3"
}

table() {
    local class=$1 what key
    shift
    printf '| JDK %s, %s |' "$version" "$class"
    printf ' %s |' "${all[@]}"
    printf '\n| --- | --- | --- | --- | --- | --- |\n'
    for key in "$@"; do
        case $key in
        main) printf '| ms until main begins' ;;
        answer) printf '| ms until the first answer' ;;
        cpu) printf "| CPU of the JVM's life, ms" ;;
        end) printf '| ms until the JVM has gone' ;;
        VmRSS) printf '| resident memory at the end, MB' ;;
        VmHWM) printf '| most resident memory, MB' ;;
        esac
        for what in "${all[@]}"; do
            printf ' | %s' "$(cell "$what" "$class" "$key")"
        done
        printf ' |\n'
    done
    echo
}

echo "Medians and middle halves of $rounds JVMs each for Empty, $(((rounds + 1) / 2)) for Hello ($seconds s), and" \
    "$(((rounds + 3) / 4)) for opentelemetry-javaagent $otel; jmx_prometheus_javaagent $jmx; buddyscope.jar has $(($(stat -c %s "$jar") / 1000)) kB."
echo
for home in $(jdks); do
    version=$(release "$home")
    figures=$work/figures-$version
    measure "$figures"
    table Empty main end cpu
    table Hello main answer cpu VmRSS VmHWM
done
