// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The kernel log of a busy server: what a firewall, containers, disks and network cards write in a week, some sixteen lines
 * a second, and now and then a whole failure report. The same lines every time.
 */
public final class KernelLog {
    private static final int SHARE_OF_REPORTS = 100_000;
    private static final long MOST_MICROS_BETWEEN = 125_000;
    private static final String[] MONTHS = {"Jan", "Feb", "Mar", "Apr", "May", "Jun"};

    /** {@code %d} is a number, {@code %x} eight hex digits, {@code %a} an IPv4 address, {@code %m} the rest of a MAC. */
    private static final String[] MESSAGES = {
        "[UFW BLOCK] IN=eno1 OUT= MAC=3c:ec:ef:%m:00:1b:21:%m:08:00 SRC=%a DST=%a LEN=40 TOS=0x00 PREC=0x00 TTL=244 ID=%d"
                + " PROTO=TCP SPT=%d DPT=%d WINDOW=1024 RES=0x00 SYN URGP=0 ",
        "[UFW BLOCK] IN=eno1 OUT= MAC=3c:ec:ef:%m:00:1b:21:%m:08:00 SRC=%a DST=%a LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=%d"
                + " DF PROTO=UDP SPT=%d DPT=%d LEN=40 ",
        "[UFW AUDIT] IN= OUT=eno1 SRC=%a DST=%a LEN=76 TOS=0x00 PREC=0xC0 TTL=64 ID=%d DF PROTO=UDP SPT=%d DPT=123 LEN=56 ",
        "audit: type=1400 audit(1744616%d.%d:%d): apparmor=\"ALLOWED\" operation=\"open\" profile=\"/usr/sbin/sssd\""
                + " name=\"/proc/%d/cmdline\" pid=%d comm=\"sssd_nss\" requested_mask=\"r\" denied_mask=\"r\" fsuid=0 ouid=0",
        "audit: type=1400 audit(1744616%d.%d:%d): apparmor=\"STATUS\" operation=\"profile_load\" name=\"docker-default\""
                + " pid=%d comm=\"apparmor_parser\"",
        "docker0: port %d(veth%x) entered blocking state",
        "docker0: port %d(veth%x) entered disabled state",
        "docker0: port %d(veth%x) entered forwarding state",
        "device veth%x entered promiscuous mode",
        "device veth%x left promiscuous mode",
        "IPv6: ADDRCONF(NETDEV_CHANGE): veth%x: link becomes ready",
        "eth0: renamed from veth%x",
        "i40e 0000:3b:00.0 eno1: NIC Link is Up, 10 Gbps Full Duplex, Flow Control: None",
        "ixgbe 0000:5e:00.1 eno2: NIC Link is Down",
        "TCP: request_sock_TCP: Possible SYN flooding on port %d. Sending cookies.  Check SNMP counters.",
        "nf_conntrack: nf_conntrack: table full, dropping packet",
        "net_ratelimit: %d callbacks suppressed",
        "nfs: server filer%d not responding, still trying",
        "nfs: server filer%d OK",
        "EXT4-fs (dm-%d): mounted filesystem with ordered data mode. Opts: errors=remount-ro",
        "XFS (dm-%d): Mounting V5 Filesystem",
        "XFS (dm-%d): Ending clean mount",
        "sd 0:0:%d:0: [sdb] tag#%d FAILED Result: hostbyte=DID_OK driverbyte=DRIVER_SENSE cmd_age=0s",
        "blk_update_request: I/O error, dev sdb, sector %d op 0x0:(READ) flags 0x80700 phys_seg %d prio class 0",
        "mce: [Hardware Error]: Machine check events logged",
        "EDAC MC0: %d CE memory read error on CPU_SrcID#0_MC#0_Chan#1_DIMM#0 (channel:1 slot:0 page:0x%x offset:0x%d grain:32)",
        "perf: interrupt took too long (%d > %d), lowering kernel.perf_event_max_sample_rate to %d",
        "usb 1-%d: new high-speed USB device number %d using xhci_hcd",
        "usb 1-%d: USB disconnect, device number %d",
        "clocksource: timekeeping watchdog on CPU%d: hpet wd-wd read-back delay of %dns",
        "systemd-journald[%d]: Received client request to flush runtime journal.",
        "python3[%d]: segfault at %d ip 00007f3a%x sp 00007ffc%x error 4 in libc-2.31.so[7f3a%x+178000]",
        "traps: node[%d] trap int3 ip:%x sp:%x error:0 in node[400000+4b1a000]",
        "task kworker/u%d:2:%d blocked for more than 120 seconds.",
        "INFO: task java:%d blocked for more than 120 seconds.",
        "CPU%d: Core temperature above threshold, cpu clock throttled (total events = %d)",
        "bond0: (slave eno2): link status definitely up, 10000 Mbps full duplex",
        "libceph: osd%d %a:6801 socket closed (con state OPEN)",
        "overlayfs: upper fs does not support tmpfile and RENAME_WHITEOUT.",
        "memory: usage %dkB, limit %dkB, failcnt %d",
    };

    private final SplittableRandom random;
    private final String[] report;
    private final StringBuilder text = new StringBuilder();
    private long micros = 12_345_678;

    /** @param report the kernel's text of each line of the report */
    public KernelLog(String[] report, long seed) {
        this.report = report.clone();
        this.random = new SplittableRandom(seed);
    }

    /** {@code FILE BYTES}. */
    public static void main(String[] args) throws IOException {
        KernelLog log = new KernelLog(seedReport(), 42);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
            long lines = log.write(out, Long.parseLong(args[1]), SHARE_OF_REPORTS);
            System.out.println(lines + " lines");
        }
    }

    /** The report of the host that started the project. */
    public static String[] seedReport() throws IOException {
        try (InputStream in = KernelLog.class.getResourceAsStream("/seed/el7-order5-i40e.log")) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                lines[i] = lines[i].substring(lines[i].indexOf(" kernel: ") + 9);
            }
            return lines;
        }
    }

    /** Writes whole lines until there are at least so many bytes; gives their number. */
    public long write(OutputStream out, long bytes, int linesAReport) throws IOException {
        long lines = 0;
        for (long written = 0; written < bytes; lines++) {
            boolean begins = report.length > 0 && lines % linesAReport == linesAReport / 2;
            for (int i = 0; i < (begins ? report.length : 1); i++) {
                text.setLength(0);
                stamp(begins ? 40 : MOST_MICROS_BETWEEN);
                if (begins) {
                    text.append(report[i]);
                    lines += i == 0 ? 0 : 1;
                } else {
                    message(MESSAGES[random.nextInt(MESSAGES.length)]);
                }
                byte[] line = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
                out.write(line);
                written += line.length;
            }
        }
        return lines;
    }

    private void stamp(long mostMicros) {
        micros += 1 + random.nextLong(mostMicros);
        long seconds = micros / 1_000_000;
        long day = seconds / 86_400;
        text.append(MONTHS[(int) (3 + day / 28) % MONTHS.length]);
        String date = Long.toString(1 + day % 28);
        text.append(date.length() == 1 ? "  " : " ").append(date).append(' ');
        padded(seconds / 3600 % 24, 2).append(':');
        padded(seconds / 60 % 60, 2).append(':');
        padded(seconds % 60, 2).append(" server1 kernel: [");
        String whole = Long.toString(seconds);
        text.append(" ".repeat(Math.max(0, 5 - whole.length()))).append(whole).append('.');
        padded(micros % 1_000_000, 6).append("] ");
    }

    private StringBuilder padded(long number, int digits) {
        String all = Long.toString(number);
        for (int i = all.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(all);
    }

    private void message(String pattern) {
        int from = 0;
        for (int at = pattern.indexOf('%'); at >= 0; at = pattern.indexOf('%', from)) {
            text.append(pattern, from, at);
            switch (pattern.charAt(at + 1)) {
                case 'x' -> text.append(Integer.toHexString(random.nextInt() | 0x1000_0000));
                case 'a' ->
                    text.append("10.")
                            .append(random.nextInt(256))
                            .append('.')
                            .append(random.nextInt(256))
                            .append('.')
                            .append(random.nextInt(256));
                case 'm' ->
                    text.append("a0:")
                            .append(Integer.toHexString(16 + random.nextInt(240)))
                            .append(":1f");
                default -> text.append(random.nextInt(65_536));
            }
            from = at + 2;
        }
        text.append(pattern, from, pattern.length());
    }
}
