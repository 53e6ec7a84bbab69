#!/usr/bin/env bash
# Copyright The Buddyscope Authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs docs/relay/buddyscope-relay.service as it is under a systemd of its own, in namespaces of its own: whether the relay
# reads and serves behind the unit's filters of system calls and devices, which no test can apply without systemd.
#
#   agent/bench/relay-unit.sh
#
# Needs root, systemd, socat, script, tracefs, cgroups and the built jar (mvn package -DskipTests). Nothing of the host's is
# changed: /, /run, /etc/passwd and the rest are this run's own. Says what the relay had and told; exit status 1 where it failed.
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# On the terminal $1, in the new namespaces, as process 1
inside() {
    mount --make-rprivate /
    mount -t tmpfs -o mode=755 none /run
    mkdir /run/upper /run/other /run/users /run/units
    mount -t overlay overlay -o lowerdir=/usr/share,upperdir=/run/upper,workdir=/run/other /usr/share
    mkdir -p /usr/share/buddyscope
    cp "$bench/../target/buddyscope.jar" /usr/share/buddyscope/
    cp /etc/passwd /etc/group /run/users/
    echo 'buddyscope:x:64099:64099::/nonexistent:/usr/sbin/nologin' >>/run/users/passwd
    echo 'buddyscope:x:64099:' >>/run/users/group
    mount --bind /run/users/passwd /etc/passwd
    mount --bind /run/users/group /etc/group
    mount --bind "$1" /dev/console
    own_cgroups
    mount -t proc proc /proc
    mount --bind /proc/sys /proc/sys
    mount -o remount,bind,ro /proc/sys
    cp "$bench/../../docs/relay/buddyscope-relay.service" /run/units/
    units
    mount -o remount,bind,ro /
    export container=lxc SYSTEMD_UNIT_PATH=/run/units SYSTEMD_PROC_CMDLINE='' SYSTEMD_COLORS=0
    exec /lib/systemd/systemd --system --unit=try.target --log-level=notice --log-target=console --show-status=no </dev/null
}

# The host's may have been mounted as one (version 2) or one each (version 1)
own_cgroups() {
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        umount -l /sys/fs/cgroup
        mount -t cgroup2 none /sys/fs/cgroup
        return
    fi
    umount -l /sys/fs/cgroup/* /sys/fs/cgroup 2>/dev/null || true
    mount -t tmpfs -o mode=755 none /sys/fs/cgroup
    for one in cpu memory devices pids; do
        mkdir "/sys/fs/cgroup/$one"
        mount -t cgroup -o "$one" none "/sys/fs/cgroup/$one" || rmdir "/sys/fs/cgroup/$one"
    done
    mkdir /sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd none /sys/fs/cgroup/systemd
}

# Beside the unit, and nothing of the host's: a target, the unit's words on the terminal, and a look at it
units() {
    mkdir /run/units/buddyscope-relay.service.d
    printf '[Unit]\nDefaultDependencies=no\n[Service]\nStandardOutput=tty\nStandardError=tty\n' \
        >/run/units/buddyscope-relay.service.d/try.conf
    printf '[Unit]\nDefaultDependencies=no\nWants=buddyscope-relay.service look.service\n' >/run/units/try.target
    printf '%s\n' '[Unit]' 'DefaultDependencies=no' 'After=buddyscope-relay.service' '[Service]' 'Type=oneshot' \
        'StandardOutput=tty' "ExecStart=/bin/bash $bench/relay-unit.sh --look" >/run/units/look.service
}

look() {
    for _ in $(seq 200); do
        [ ! -S /run/buddyscope/relay.sock ] || break
        sleep 0.1
    done
    pid=$(systemctl show -P MainPID buddyscope-relay)
    grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|Seccomp):' "/proc/$pid/status"
    { echo '{"type":"hello","kernel":true}'; sleep 2; } |
        setpriv --reuid=64001 --clear-groups socat -t 2 - UNIX-CONNECT:/run/buddyscope/relay.sock |
        grep -o '"type":"[^"]*"\(,"source":"[^"]*","status":"[^"]*"\)\{0,1\}' | sort | uniq -c
    systemctl stop buddyscope-relay
    systemctl show --no-pager -p Result -p ExecMainStatus buddyscope-relay
    [ ! -e /run/buddyscope/relay.sock ] && [ -d /run/buddyscope ] && echo 'socket gone, directory there'
    kill -s RTMIN+13 1 # systemd(1): halts at once
}

outside() {
    for one in /sys/fs/cgroup /sys/fs/cgroup/*; do # a cgroup of its own, lest it takes the host's processes for its own
        if [ -w "$one/cgroup.procs" ] && mkdir "$one/buddyscope-relay-unit" 2>/dev/null; then
            { echo $$ >"$one/buddyscope-relay-unit/cgroup.procs"; } 2>/dev/null || true # cpuset's has no processors yet
        fi
    done
    timeout 60 unshare --cgroup --mount --pid --fork --kill-child --uts --ipc --net \
        bash "$bench/relay-unit.sh" --inside "$(tty)" || true
    for one in /sys/fs/cgroup /sys/fs/cgroup/*; do
        [ ! -w "$one/cgroup.procs" ] || { echo $$ >"$one/cgroup.procs"; } 2>/dev/null || true
        [ ! -d "$one/buddyscope-relay-unit" ] || find "$one/buddyscope-relay-unit" -depth -type d -exec rmdir {} +
    done
}

case ${1:-} in
    --inside) inside "$2" ;;
    --look) look ;;
    --outside) outside ;;
    *)
        [ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 2; }
        said=$(script -qec "bash $bench/relay-unit.sh --outside" /dev/null </dev/null | tr -d '\r')
        echo "$said"
        [[ $said == *'kmsg ok, tracefs ok'* && $said == *'Result=success'* && $said == *'socket gone'* ]]
        ;;
esac
