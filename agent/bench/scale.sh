#!/bin/sh
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# What a sample costs on hosts with up to 16 nodes and 1,024 processors, whose procfs is generated: the agent's own share, and
# its growth with both.
#
#   agent/bench/scale.sh
#
# Needs the built classes (mvn package -DskipTests). JDKS gives the homes of the JVMs.
set -eu

bench=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=agent/bench/figures-lib.sh
. "$bench/figures-lib.sh"
needs "$tests" "$root/agent/target/classes"

for home in $(jdks); do
    echo "JDK $(release "$home"):"
    echo
    "$home/bin/java" -Xmx256m -cp "$classes" io.github.buddyscope.bench.ScaleCost "$work"
    echo
done
