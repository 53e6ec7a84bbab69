#!/usr/bin/env bash
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Shows Buddyscope's main job on this host: builds it, runs the sample service under load with the agent and a flight
# recording, lets a kernel allocation fail, prints the verdict, and makes a page of the recording.
#
#   sample-app/demo.sh             a real failure where root and the machine permit, else a replayed report
#   sample-app/demo.sh --replay    a replayed report in any case
#   sample-app/demo.sh --open      shows the page in the desktop's browser, too
#   sample-app/demo.sh --starved   as root: takes the host's large blocks for ten seconds, so that huge pages are wanting
#                                  and collections stall, and holds the verdict against the kernel's own trace
#
# Environment: JAVA_HOME, where it is set; DEMO_AGENT=JAR takes another agent jar, DEMO_AGENT=off takes none;
# DEMO_BUILD=off takes the jars that are there; DEMO_OPTIONS are further options of the service's JVM.
# Exit status: 0 a verdict was printed (DEMO_AGENT=off: the service ran), 1 it was not, 2 wrong usage, 3 something is
# missing here; 130 and 143 where it was interrupted. Whatever happens, no process and no memory is left behind.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$here")
app=$here/target/sample-app.jar
agent=${DEMO_AGENT:-$root/agent/target/buddyscope.jar}
recording=$here/target/demo.jfr
page=$here/target/demo.html
order=7              # 2^7 pages: 512 KiB in one piece where pages are 4 KiB
least_free_kb=2000000 # with less than that, taking the rest could hurt
service_memory=(-Xms64m -Xmx256m)
helper_memory=(-Xmx128m -XX:+UseSerialGC)

# the heap begins small, grows in pauses and takes its memory there, and shrinks in full collections
starved_memory=(-XX:+UseTransparentHugePages -XX:+AlwaysPreTouch -Xms20m -Xmx256m
  -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10)
starved=$here/target/demo-starved # what is left to look at
starved_leave=1000 # MB that are available when the host is starved, most of it page cache;
starved_least=700  # of these the free large blocks are taken too, as far as so much stays available
starved_load=6     # seconds
tracefs=/sys/kernel/tracing

work='' service='' load='' helper=''
read -r -a more <<<"${DEMO_OPTIONS:-}"

say() { printf '%s\n' "$*"; }
step() { printf '\n-- %s\n' "$*"; }
missing() { printf 'demo: %s\n' "$*" >&2; exit 3; }
failed() { printf 'demo: %s\n' "$*" >&2; exit 1; }
alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }

# Ends a process of ours and waits for it; one that does not end within 20 s is killed.
end() {
  alive "$1" || return 0
  kill "$1" 2>/dev/null
  local tries=200
  while alive "$1" && [ $((tries -= 1)) -gt 0 ]; do sleep 0.1; done
  alive "$1" && kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

# The lab's script heeds a signal once what it runs has ended, and then gives the memory back: nothing may hurry it.
end_starving() {
  alive "$helper" || return 0
  local below
  kill "$helper" 2>/dev/null
  read -r -a below <"/proc/$helper/task/$helper/children" && kill "${below[@]}" 2>/dev/null
  wait "$helper" 2>/dev/null
}

clean_up() {
  trap '' INT TERM HUP
  [ "$mode" != starved ] || end_starving
  end "$helper"; helper=''
  stop_service
  [ -z "$work" ] || rm -rf "$work"
}

# Runs a command so that a signal to this script is obeyed at once, not when the command is done.
attended() {
  "$@" &
  helper=$!
  wait "$helper"
  local status=$?
  helper=''
  return "$status"
}

mode=auto open=no
while [ $# -gt 0 ]; do
  case $1 in
    --replay) mode=replay ;;
    --open) open=yes ;;
    --starved) mode=starved ;;
    -h|--help) sed -n '5,17s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) printf "demo: there is no option '%s', only --replay, --starved, --open and --help\n" "$1" >&2; exit 2 ;;
  esac
  shift
done

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

check_prerequisites() {
  [ "$(uname -s)" = Linux ] || missing "this needs Linux: the agent reads its /proc and its kernel log"
  local java_version maven_version modules
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || missing "JAVA_HOME is $JAVA_HOME, and there is no bin/java in it"
  else
    java=$(command -v java) || missing "no java found: install a JDK of release 17 or later, or set JAVA_HOME"
  fi
  java_version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  case $java_version in
    1.*|''|*[!0-9]*) missing "$java is Java ${java_version:-of no known release}: 17 or later is needed" ;;
  esac
  [ "$java_version" -ge 17 ] || missing "$java is Java $java_version: 17 or later is needed"
  modules=$("$java" --list-modules)
  case $modules in *jdk.compiler*) ;; *) missing "$java has no compiler: a JDK is needed, not a runtime only" ;; esac
  case $modules in *jdk.jfr*) ;; *) missing "$java has no Flight Recorder (module jdk.jfr)" ;; esac
  JAVA_HOME=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
  export JAVA_HOME
  command -v mvn >/dev/null || missing "no mvn found: install Maven 3.8 or later"
  maven_version=$(mvn -B -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case $maven_version in
    [4-9].*|[1-9][0-9]*.*|3.8|3.9|3.[1-9][0-9]*) ;;
    *) missing "mvn is Maven ${maven_version:-of no known release}: 3.8 or later is needed" ;;
  esac
  say "Java $java_version in $JAVA_HOME, Maven $maven_version"
}

# Why no real failure can be made here; nothing where it can.
why_not_real() {
  [ "$mode" = auto ] || { echo "--replay was asked for"; return; }
  [ "$agent" != off ] || { echo "the agent is switched off"; return; }
  [ "$(id -u)" = 0 ] || { echo "making a real one needs root"; return; }
  dd if=/dev/kmsg of=/dev/null bs=8192 count=1 iflag=nonblock status=none 2>/dev/null \
    || { echo "/dev/kmsg can't be read here"; return; }
  dmesg >/dev/null 2>&1 || { echo "dmesg can't be run here"; return; }
  local free_kb
  free_kb=$(awk '/^MemAvailable/{print $2}' /proc/meminfo)
  [ "${free_kb:-0}" -ge "$least_free_kb" ] \
    || echo "only $((${free_kb:-0} / 1024)) MiB of memory are available, too little to take the rest safely"
}

announce() {
  reason=$(why_not_real)
  if [ "$agent" = off ]; then
    say "The agent is switched off (DEMO_AGENT=off): the service runs under load, and there will be no verdict."
  elif [ -z "$reason" ]; then
    say "This will make the running kernel fail a real allocation of order $order, once the service is under load."
    say "For about half a second that takes almost all free memory of this host (all but some 600 MB), then gives it"
    say "back. No OOM killer is involved. 'demo.sh --replay' does without: press Ctrl-C now if you would rather have that."
  else
    say "No real failure will be made here ($reason): a report from another machine is replayed instead."
  fi
}

build() {
  [ "${DEMO_BUILD:-on}" = off ] \
    || attended mvn -B -q -f "$root/pom.xml" -DskipTests package || failed "the build failed, see above"
  [ -f "$app" ] || failed "the build made no $app"
  [ "$agent" = off ] || [ -f "$agent" ] || failed "there is no agent jar $agent"
}

# start_service KERNEL: the service with the agent, which reads kernel lines from KERNEL.
start_service() {
  local options=("${service_memory[@]}" "${more[@]}")
  [ "$agent" = off ] || options+=("-javaagent:$agent=kernel=$1")
  rm -rf "$work/repository" "$work/demo.jfr" "$recording"
  mkdir -p "$work/repository"
  "$java" "${options[@]}" -XX:FlightRecorderOptions:repository="$work/repository" \
    -XX:StartFlightRecording:filename="$work/demo.jfr",dumponexit=true \
    -jar "$app" --port 0 >"$work/service.out" 2>"$work/service.err" &
  service=$!
  url=''
  local tries=300
  while [ -z "$url" ]; do
    url=$(sed -n 's/^sample-app: listening on //p' "$work/service.out")
    if ! alive "$service" || [ $((tries -= 1)) -le 0 ]; then
      cat "$work/service.out" "$work/service.err" >&2
      failed "the service did not start"
    fi
    [ -n "$url" ] || sleep 0.1
  done
  say "The service answers at $url (process $service)."
}

start_load() {
  "$java" "${helper_memory[@]}" -jar "$app" load "$url" --seconds 600 --connections 4 >"$work/load.out" 2>&1 &
  load=$!
  say "The load driver sends it a mix of work and uploads over 4 connections."
}

stop_service() {
  end "$load"; load=''
  end "$service"; service=''
}

# await EVENT [FIELD=VALUE] SECONDS SINCE: until the running service has written such an event.
await() {
  local words=("${@:1:$#-2}")
  shift $(($# - 2))
  attended "$java" "${helper_memory[@]}" -jar "$app" await "$work/repository" "${words[@]}" --seconds "$1" --since "$2"
}

await_agent() {
  await buddyscope.AgentHealth 60 0 || { cat "$work/service.err" >&2; failed "the agent did not begin its work"; }
}

# Tells this run's failure from one of an earlier run, with room for what the kernel's clock may be off.
moments_ago() { echo $(($(date +%s) - 10)); }

# Status 0 once the kernel has logged a new report. It prints one in ten seconds at most, so one that it kept to itself
# is followed by a second try after that time.
fail_for_real() {
  local status
  "$here/lab/real-failure.sh" "$order" 1
  status=$?
  if [ "$status" = 1 ]; then
    say "The kernel printed no report. It prints one in ten seconds at most: once more in eleven."
    attended sleep 11
    "$here/lab/real-failure.sh" "$order" 1
    status=$?
  fi
  return "$status"
}

replay() {
  local now
  now=$(LC_ALL=C date '+%b %e %H:%M:%S')
  sed "s/^Apr 14 07:32:42/$now/" "$here/lab/el7-order5-i40e.log" >>"$work/kern.log"
  say "Replayed: the report of a server with kernel 3.10 whose network driver i40e found no block of order 5 (128 KiB),"
  say "given the present time. The verdict's zones are that server's, its GC and direct buffers are this service's."
}

fail_or_replay() {
  if [ -z "$reason" ]; then
    start_service auto
    start_load
    await_agent
    step "Making the kernel fail an allocation of order $order"
    since=$(moments_ago)
    if fail_for_real; then
      did="a real failure that this host's kernel had on the spot"
      return
    fi
    stop_service
    say "It could not be made to fail here: a report from another machine is replayed instead."
  fi
  : >"$work/kern.log"
  start_service "file:$work/kern.log"
  start_load
  await_agent
  step "Replaying a failure report"
  since=$(moments_ago)
  replay
  did="a report from another machine, replayed"
}

# make_report: the recording as a page, its summary, and where it is.
make_report() {
  rm -f "$page"
  attended "$java" "${helper_memory[@]}" -jar "$agent" report "$recording" -o "$page" \
    || failed "there is no page of the recording"
  [ "$open" = no ] || show_page
}

show_page() {
  if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "It isn't opened: there is no desktop here (neither DISPLAY nor WAYLAND_DISPLAY is set)."
  elif ! command -v xdg-open >/dev/null; then
    say "It isn't opened: there is no xdg-open (Debian: xdg-utils)."
  else
    (xdg-open "$page" >/dev/null 2>&1 &)
    say "Opened in the browser."
  fi
}

show_errors() {
  [ -s "$work/service.err" ] || return 0
  step "What the service wrote to stderr"
  cat "$work/service.err"
}

check_starvable() {
  [ "$(id -u)" = 0 ] || missing "--starved needs root"
  [ "$agent" != off ] || missing "--starved needs the agent"
  [ -w /proc/sys/vm/nr_hugepages ] || missing "--starved needs hugetlb in the kernel"
  [ -d /sys/kernel/mm/transparent_hugepage ] || missing "--starved needs transparent huge pages in the kernel"
  [ -d "$tracefs/instances" ] || missing "--starved needs tracefs: mount -t tracefs none $tracefs"
  [ "$(awk '/^MemAvailable/{print int($2)}' /proc/meminfo)" -ge "$least_free_kb" ] \
    || missing "--starved needs $((least_free_kb / 1000)) MB of available memory"
  say "This takes all available memory of this host but $starved_least MB for about ten seconds, then gives it back."
  say "Press Ctrl-C now if you would rather not."
}

await_tracing() {
  local tries=300
  until [ "$(cat "$tracefs/instances/buddyscope-$service/events/kmem/mm_page_alloc/enable" 2>/dev/null)" = 1 ]; do
    if ! alive "$service" || [ $((tries -= 1)) -le 0 ]; then
      cat "$work/service.err" >&2
      failed "the agent did not begin to trace"
    fi
    sleep 0.1
  done
}

# The service's tasks as the kernel has them, a line "ID NAME" for each.
list_threads() {
  local comm name
  for comm in "/proc/$service/task"/*/comm; do
    read -r name <"$comm" && printf '%s %s\n' "$(basename "${comm%/comm}")" "$name"
  done 2>/dev/null
}

run_starved() {
  service_memory=("${starved_memory[@]}" "-Xlog:gc,gc+start:file=$work/gc.log:timenanos")
  step "Starting the service, with a small heap and huge pages"
  start_service auto
  await_tracing
  echo 1000 >"/proc/$service/oom_score_adj" # should memory run out after all, nothing else is killed for it
  local rounds=3
  status=1
  while [ "$status" != 0 ] && [ $((rounds -= 1)) -ge 0 ]; do
    step "Taking the host's large blocks, and sending load to the service"
    since=$(moments_ago)
    # whatever happens, the memory is given back
    attended timeout --kill-after=30 60 "$here/lab/starved.sh" --leave "$starved_leave" --trace "$work/kernel.trace" -- \
      "$here/lab/no-large-blocks.sh" "$starved_least" \
      "$java" "${helper_memory[@]}" -jar "$app" load "$url" --seconds "$starved_load" --connections 4
    case $? in
      0) ;;
      75|124|137) missing "this host does too much else to be starved: its memory was given back early" ;;
      77) missing "this host can't be starved, see above" ;;
      *) failed "the load did not get through" ;;
    esac
    say "The memory is given back. A verdict comes when the seconds after have been watched as well."
    await buddyscope.Verdict trigger=STALLED_PAUSE 12 "$since"
    status=$?
    # so that there's something to take again
    [ "$status" = 0 ] || attended "$JAVA_HOME/bin/jcmd" -J-Xmx32m "$service" GC.run >/dev/null
  done
  list_threads >"$work/threads"
  stop_service
  show_errors
  rm -rf "$starved"
  mkdir -p "$starved"
  mv "$work/demo.jfr" "$starved/recording.jfr" || failed "the service left no recording"
  mv "$work/kernel.trace" "$work/gc.log" "$work/threads" "$starved" || failed "there is no trace"
  step "What Buddyscope says"
  "$java" "${helper_memory[@]}" -jar "$app" verdicts "$starved/recording.jfr" --since "$since"
  step "What Buddyscope says, and what the kernel's own trace says, counted without it"
  "$java" "${helper_memory[@]}" -jar "$app" compare "$starved"
  status=$?
  step "To look for yourself, in $starved"
  say "  kernel.trace     what the kernel did to every task; times in seconds on the clock of System.nanoTime()"
  say "  gc.log           the JVM's own log of its pauses, in nanoseconds on that clock"
  say "  threads          the service's tasks by their ids"
  say "  recording.jfr    \"$JAVA_HOME/bin/jfr\" print --events 'buddyscope.*' \"$starved/recording.jfr\""
  exit "$status"
}

say "Buddyscope demo"
check_prerequisites
if [ "$mode" = starved ]; then check_starvable; else announce; fi

step "Building (the first time Maven downloads what it needs)"
build
work=$(mktemp -d "${TMPDIR:-/tmp}/buddyscope-demo.XXXXXX") || failed "no temporary directory can be made"
[ "$mode" != starved ] || run_starved

step "Starting the service"
status=0
if [ "$agent" = off ]; then
  start_service none
  start_load
  await jdk.GarbageCollection 60 0 || status=1
else
  fail_or_replay
  step "Waiting for the verdict (it comes when the seconds after the failure have been watched as well)"
  await buddyscope.KernelFailure 30 "$since" && await buddyscope.Verdict 60 "$since" || status=1
fi

stop_service
cat "$work/load.out"
show_errors
# moved here last: the option above can't name a path with a comma in it
mv "$work/demo.jfr" "$recording" || failed "the service left no recording"

if [ "$agent" != off ]; then
  step "What Buddyscope says of $did"
  "$java" "${helper_memory[@]}" -jar "$app" verdicts "$recording" --since "$since" || status=1
fi

step "The recording"
say "$recording"
say "  in the terminal:      \"$JAVA_HOME/bin/jfr\" print --events 'buddyscope.*' \"$recording\""
say "  in Mission Control:   File > Open File, then Event Browser > Buddyscope"
if [ "$agent" != off ]; then
  step "The report"
  make_report
fi
[ "$status" = 0 ] || failed "there was no verdict in time"
