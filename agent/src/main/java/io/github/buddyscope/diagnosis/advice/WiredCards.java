// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import java.util.Set;

/** Network cards whose rings ethtool can change, by their driver's module: wireless ones' it can't. */
final class WiredCards {
    private static final Set<String> MODULES = Set.of(
            "8139cp",
            "8139too",
            "alx",
            "amd_xgbe",
            "atlantic",
            "be2net",
            "bnx2",
            "bnx2x",
            "bnxt_en",
            "cxgb3",
            "cxgb4",
            "e100",
            "e1000",
            "e1000e",
            "ena",
            "enic",
            "fec",
            "forcedeth",
            "genet",
            "gve",
            "hns3",
            "hv_netvsc",
            "i40e",
            "iavf",
            "ice",
            "igb",
            "igbvf",
            "igc",
            "ixgb",
            "ixgbe",
            "ixgbevf",
            "macb",
            "mana",
            "mlx4_core",
            "mlx4_en",
            "mlx5_core",
            "mvneta",
            "myri10ge",
            "netxen_nic",
            "nfp",
            "qede",
            "qlcnic",
            "qlge",
            "r8169",
            "sfc",
            "sky2",
            "stmmac",
            "tg3",
            "virtio_net",
            "vmxnet3",
            "vxge");

    private WiredCards() {}

    /** False where null. */
    static boolean has(String module) {
        return module != null && MODULES.contains(module);
    }
}
