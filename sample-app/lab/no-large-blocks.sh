#!/usr/bin/env bash
# Takes the blocks of 2 MiB and larger that are still free, then runs a command. To be run by starved.sh, which leaves some
# where the page cache is small, and puts back what both have taken.
#
#   no-large-blocks.sh LEAST_MB COMMAND [ARG ...]
#
# It stops taking where LEAST_MB of memory are available. Should other work on the host then use up all but a third of that,
# or tasks do nothing but wait for memory for three seconds, it gives all back at once and ends the command: without swap
# a host would else read the programs that it runs from disk again and again. Exit status: the command's, or 75 then.
set -u
least_kb=$(($1 * 1024))
shift
pool=/proc/sys/vm/nr_hugepages
tick=0.2          # seconds between two looks
most_waiting=15   # ticks in a row, of which
waiting_us=160000 # at least so much was waited by all tasks at once

# Free blocks of order 9; one of order 10 is two of them.
free_blocks() { awk '{ free += $14 + 2 * $15 } END { print free + 0 }' /proc/buddyinfo; }
spare_blocks() { awk -v least="$least_kb" '/^MemAvailable/ { print int(($2 - least) / 2048) }' /proc/meminfo; }

for _ in 1 2 3 4 5; do
  take=$(free_blocks)
  spare=$(spare_blocks)
  [ "$take" -le "$spare" ] || take=$spare
  [ "$take" -gt 8 ] || break
  echo $(($(cat $pool) + take)) >$pool
done

# What watches must need no new program when memory is short: shell only from here on.
look() {
  local key value rest
  while read -r key value rest; do
    [ "$key" != MemAvailable: ] || { available_kb=$value; break; }
  done </proc/meminfo
  [ "$available_kb" -ge "$lowest_kb" ] || lowest_kb=$available_kb
  waited=0
  [ -r /proc/pressure/memory ] || return 0
  while read -r key rest; do [ "$key" != full ] || waited=${rest##*total=}; done </proc/pressure/memory 2>/dev/null
}

available_kb=$least_kb lowest_kb=$least_kb waited=0 in_a_row=0 status=''
"$@" &
command=$!
trap 'kill "$command" 2>/dev/null' INT TERM
exec {never}<> <(:) # nobody writes to it: waiting for a line of it is sleeping without a process
look
while kill -0 "$command" 2>/dev/null; do
  before=$waited
  read -r -t "$tick" -u "$never" _
  look
  if [ $((waited - before)) -ge "$waiting_us" ]; then in_a_row=$((in_a_row + 1)); else in_a_row=0; fi
  if [ "$available_kb" -lt $((least_kb / 3)) ] || [ "$in_a_row" -ge "$most_waiting" ]; then
    echo 0 >$pool
    kill "$command" 2>/dev/null
    echo "no-large-blocks: gave the memory back: $((available_kb / 1024)) MB were available, and tasks waited for memory" \
      "$in_a_row times $tick s long" >&2
    status=75
    break
  fi
done
wait "$command"
command_status=$?
echo "no-large-blocks: $((lowest_kb / 1024)) MB of memory or more were available all the time"
exit "${status:-$command_status}"
