#!/usr/bin/env bash
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Takes the pictures of JConsole in docs/images/ anew: builds the agent, starts a small service with it, drives JConsole
# with the pointer on a display of its own (JConsoleIT), and lets a replayed failure be notified.
#
#   docs/jconsole.sh [DIRECTORY]    where the pictures go; docs/images by default
#
# Installs nothing. Exit status: 0 done, 1 JConsole did not show what it should, 77 something is missing here.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
images=${1:-$root/docs/images}

skip() { printf 'jconsole: %s\n' "$*" >&2; exit 77; }
command -v Xvfb >/dev/null || skip "there is no Xvfb (Debian: apt-get install xvfb)"
command -v mvn >/dev/null || skip "there is no mvn (Debian: apt-get install maven)"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
[ -n "$home" ] || skip "there is no java (Debian: apt-get install openjdk-17-jdk)"
[ -e "$home/lib/libawt_xawt.so" ] || skip "$home is headless (Debian: apt-get install openjdk-17-jre)"
modules=$("$java" --list-modules)
case $modules in *jdk.jconsole*) ;; *) skip "$home has no module jdk.jconsole" ;; esac

mkdir -p "$images"
images=$(cd "$images" && pwd -P)
mvn -B -q -f "$root/pom.xml" -pl jfr-events,agent verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test=JConsoleIT -Dfailsafe.failIfNoSpecifiedTests=false -Djconsole.images="$images" || exit 1
ls -l "$images"/jconsole-*.png
