#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Times the report of two made-up busy hours (five zones, 13,500 stalls and failures), and of a recording where one is named,
# and prints the pages' sizes.
#
#   agent/bench/report-speed.sh [RECORDING.jfr]
#
# Needs the built jar and the test classes (mvn package -DskipTests). Pages are written to $TMPDIR (/tmp) and removed.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$here/target/buddyscope.jar
work=$(mktemp -d "${TMPDIR:-/tmp}/report-speed.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

[ -f "$jar" ] || { echo "no $jar: build it with mvn package -DskipTests" >&2; exit 2; }
[ -d "$here/target/test-classes" ] || { echo "no test classes: build them with mvn package -DskipTests" >&2; exit 2; }

"$java" -version 2>&1 | tail -n 1
echo "$(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg); a heap of 256 MB"

# PERIOD in milliseconds: what the page takes of events that are read already, in a cold JVM
made_up() {
    "$java" -Xmx256m -cp "$here/target/test-classes:$jar" io.github.buddyscope.publish.report.TwoHours "$work/page.html" "$1"
}

made_up 1000
made_up 100

if [ $# -gt 0 ]; then
    begin=$(date +%s%N)
    "$java" -Xmx256m -jar "$jar" report "$1" -o "$work/page.html" >/dev/null
    end=$(date +%s%N)
    echo "$1, $(wc -c <"$1") bytes: $(((end - begin) / 1000000)) ms with the JVM's start, page of $(wc -c <"$work/page.html") bytes"
fi
