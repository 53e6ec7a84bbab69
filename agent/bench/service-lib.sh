# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What the benchmark commands of this folder have in common that run the sample service; sourced after figures-lib.sh. They
# set $home, that of its JVM.
# shellcheck disable=SC2034,SC2154 # used there, set there

# NAME [FLAG...]: starts the service, its id in $pid and its address in $url; it prints to NAME.out and NAME.err in $work
serve() {
    name=$1
    shift
    rm -f "$work/$name.out"
    "$home/bin/java" -XX:+AlwaysPreTouch "$@" -jar "$sample" --port 0 >"$work/$name.out" 2>"$work/$name.err" &
    pid=$!
    begun "$pid"
    url=
    for _ in $(seq 300); do
        url=$(sed -n 's/.*listening on \(http.*\)/\1/p' "$work/$name.out" 2>/dev/null || true)
        [ -z "$url" ] || return 0
        sleep 0.1
    done
    cat "$work/$name.out" "$work/$name.err" >&2
    fail "the service did not start"
}

# PATH...: what wrk asks for in turn, whichever connection is free: sizes as services see them, and these
mix() {
    {
        echo 'local paths = {'
        for kib in 16 32 64 64 128 16 256 32 64 16; do echo "\"/work?kib=$kib\","; done
        for path in "$@"; do echo "\"$path\","; done
        cat <<'LUA'
}
local requests = {}
local at = 0
function init()
  for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path) end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
function done(summary)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
LUA
    } >"$work/mix.lua"
}

# PID URL SECONDS: has wrk ask for the mix, with one thread and 8 connections
load() {
    before=$(ticks "$1")
    wrk -t 1 -c 8 -d "$3s" -s "$work/mix.lua" "$2" >"$work/wrk"
    after=$(ticks "$1")
}

# "requests-per-second microseconds-of-CPU-a-request" of the last load
result() {
    awk -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '$1 == "RESULT" {
        if ($4) { print $4 " requests failed" >"/dev/stderr"; exit 1 }
        print $2 / $3 * 1e6, ticks / hertz * 1e6 / $2 }' "$work/wrk"
}
