// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import java.util.List;

/** What the network side can do with smaller blocks. */
final class NetworkAdvice {
    private NetworkAdvice() {}

    static void add(Circumstances here, List<Advice> advice) {
        if (here.attempt().order() < 1) {
            return;
        }
        if (here.wiredNetwork()) {
            if (here.atomic()) {
                mtu(here, advice);
                ring(here, advice);
            } else {
                ring(here, advice);
                mtu(here, advice);
            }
        }
        if (here.from("ib_ipoib")) {
            advice.add(new Advice(
                    "IPoIB mode",
                    "echo datagram > /sys/class/net/IB/mode for the interface IB, where it shows connected",
                    "in connected mode the MTU may be 65520, and a packet then takes 64 KiB in one piece",
                    "lower throughput of single streams",
                    "CONNECTED_MODE=no, or connected-mode in the connection's settings of NetworkManager",
                    "kernel documentation, infiniband/ipoib.rst"));
        }
        Long disabled = here.host().highOrderAllocDisable();
        boolean send = here.trail().has("skb_page_frag_refill", "sk_page_frag_refill");
        if (send && here.offers(disabled, 5, 4) && (disabled == null || disabled == 0)) {
            String name = "net.core.high_order_alloc_disable";
            advice.add(new Advice(
                    name,
                    Settings.set(name, 1, disabled, 0),
                    "sockets that send then ask for single pages at once, and not for 32 KiB first",
                    "a little more work for each packet sent; received packets aren't affected",
                    Settings.inFile(name, 1),
                    "kernel documentation, admin-guide/sysctl/net.rst"));
        }
    }

    private static void ring(Circumstances here, List<Advice> advice) {
        advice.add(new Advice(
                "driver ring size",
                "ethtool -g DEV shows the rings; ethtool -G DEV rx N tx N with half of each makes them smaller. Look for a"
                        + " newer driver too",
                "the request came from " + here.asker().origin()
                        + ", and smaller rings need smaller tables and fewer buffers at a time",
                "changing rings resets the link for a moment; too small rings drop packets under load",
                "RxBufferSize= and TxBufferSize= in a systemd .link file, or ethtool.ring-rx and ethtool.ring-tx in"
                        + " NetworkManager",
                "ethtool(8), systemd.link(5)"));
    }

    /** Not where the host is known to have only frames of the usual size. */
    private static void mtu(Circumstances here, List<Advice> advice) {
        String jumbo = Settings.jumbo(here.host());
        if (jumbo.isEmpty() && !here.host().mtus().isEmpty()) {
            return;
        }
        advice.add(new Advice(
                "MTU",
                jumbo.isEmpty()
                        ? "ip link shows it; where it's above 1500, ip link set dev DEV mtu 1500 as a test"
                        : "ip link set dev DEV mtu 1500 as a test, for " + jumbo,
                "a driver that wants a frame in one piece takes 16 KiB for 9000 bytes, and a single page for 1500",
                "more packets for the same data; both ends and all between have to agree, and it resets the link",
                "MTUBytes= in a systemd .network or .link file, or the connection's MTU in NetworkManager",
                "ip-link(8), systemd.link(5)"));
    }
}
