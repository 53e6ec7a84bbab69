#!/usr/bin/env bash
# Takes the blocks of 2 MiB and larger that are still free, then runs a command. To be run by starved.sh, which leaves some
# where the page cache is small, and puts back what both have taken.
#
#   no-large-blocks.sh LEAST_MB COMMAND [ARG ...]
#
# It stops where LEAST_MB of memory are available. Exit status: the command's.
set -u
least_kb=$(($1 * 1024))
shift
pool=/proc/sys/vm/nr_hugepages

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
exec "$@"
