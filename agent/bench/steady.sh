#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What the agent costs once it has started: a sample of the host's files published to MBeans beside merely reading them and
# beside a scrape of prometheus-node-exporter, and the CPU and wake-ups of all its threads at period=1s.
#
#   agent/bench/steady.sh [SECONDS]      60 s at rest, twice, unless told otherwise
#
# Needs the built jar and test classes (mvn package -DskipTests); prometheus-node-exporter and curl are optional. AGENT gives
# the agent's options (none), WARM_UP the seconds before it's looked at rest, and before the second look (60 and 540: what runs
# once a second is compiled by then), JDKS the homes of the JVMs, which are at rest side by side.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
seconds=${1:-60}
needs "$jar" "$tests"
port=19405

exporter=
if command -v prometheus-node-exporter >/dev/null; then
    prometheus-node-exporter --collector.disable-defaults --collector.buddyinfo --collector.zoneinfo --collector.vmstat \
        --collector.pressure --web.disable-exporter-metrics "--web.listen-address=127.0.0.1:$port" >"$work/exporter" 2>&1 &
    exporter=$!
    begun "$exporter"
    sleep 1 # until it listens
    kill -0 "$exporter" 2>/dev/null || fail "prometheus-node-exporter ended: $(tail -n 1 "$work/exporter")"
else
    echo "Without prometheus-node-exporter, which isn't installed here."
    echo
fi
for home in $(jdks); do
    echo "JDK $(release "$home"):"
    echo
    "$home/bin/java" -Xmx64m -cp "$classes" io.github.buddyscope.bench.SampleCost ${exporter:+"$exporter" "$port"}
    echo
done
read -r first second <<END
${WARM_UP:-60 540}
END
rest=
for home in $(jdks); do
    # shellcheck disable=SC2086 # none where there is but one look
    "$home/bin/java" -Xmx64m "-javaagent:$jar${AGENT:+=$AGENT}" -cp "$tests" \
        io.github.buddyscope.bench.AgentCpu "$first" "$seconds" ${second:+"$second" "$seconds"} >"$work/$(release "$home")" &
    begun $!
    rest="$rest $!"
done
for one in $rest; do
    wait "$one"
done
for home in $(jdks); do
    echo "JDK $(release "$home"):"
    echo
    cat "$work/$(release "$home")"
done
