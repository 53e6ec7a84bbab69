// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import java.util.Set;

/** What is known of drivers and file systems by their module's name. */
final class Drivers {
    /** Those that are often built in, so that their frames carry no module name: how their functions begin. */
    private static final String[][] BUILT_IN = {
        {"e1000e_*", "e1000e"},
        {"e1000_*", "e1000"},
        {"i40e_*", "i40e"},
        {"iavf_*", "iavf"},
        {"ice_*", "ice"},
        {"igb_*", "igb"},
        {"igc_*", "igc"},
        {"ixgbe_*", "ixgbe"},
        {"ixgbevf_*", "ixgbevf"},
        {"mlx4_en_*", "mlx4_en"},
        {"mlx4_*", "mlx4_core"},
        {"mlx5_*", "mlx5_core"},
        {"mlx5e_*", "mlx5_core"},
        {"bnxt_*", "bnxt_en"},
        {"bnx2x_*", "bnx2x"},
        {"bnx2_*", "bnx2"},
        {"tg3_*", "tg3"},
        {"ena_*", "ena"},
        {"gve_*", "gve"},
        {"be_*", "be2net"},
        {"virtnet_*", "virtio_net"},
        {"try_fill_recv", "virtio_net"},
        {"vmxnet3_*", "vmxnet3"},
        {"netvsc_*", "hv_netvsc"},
        {"rndis_filter_*", "hv_netvsc"},
        {"xennet_*", "xen_netfront"},
        {"rtl8169_*", "r8169"},
        {"r8152_*", "r8152"},
        {"smsc95xx_*", "smsc95xx"},
        {"usbnet_*", "usbnet"},
        {"bcmgenet_*", "genet"},
        {"fec_enet_*", "fec"},
        {"macb_*", "macb"},
        {"lan78xx_*", "lan78xx"},
        {"rx_submit", "usbnet"},
        {"rx_alloc_submit", "usbnet"},
        {"ipoib_*", "ib_ipoib"},
        {"ath10k_*", "ath10k_core"},
        {"ath11k_*", "ath11k"},
        {"ath12k_*", "ath12k"},
        {"iwl_*", "iwlwifi"},
        {"brcmf_*", "brcmfmac"},
        {"mt76_*", "mt76"},
        {"i915_*", "i915"},
        {"amdgpu_*", "amdgpu"},
        {"radeon_*", "radeon"},
        {"nouveau_*", "nouveau"},
        {"nvme_*", "nvme"},
        {"mpt3sas_*", "mpt3sas"},
        {"megasas_*", "megaraid_sas"},
        {"qla2x00_*", "qla2xxx"},
        {"lpfc_*", "lpfc"},
        {"ata_*", "libata"},
        {"mmc_*", "mmc_core"},
        {"xhci_*", "xhci_hcd"},
        {"usb_stor_*", "usb_storage"},
        {"uas_*", "uas"},
        {"tb_*", "thunderbolt"},
        {"btrfs_*", "btrfs"},
        {"ext4_*", "ext4"},
        {"jbd2_*", "jbd2"},
        {"xfs_*", "xfs"},
        {"f2fs_*", "f2fs"},
        {"nfs_*", "nfs"},
        {"nfs4_*", "nfsv4"},
        {"nfsd_*", "nfsd"},
        {"cifs_*", "cifs"},
        {"smb2_*", "cifs"},
        {"smb3_*", "cifs"},
        {"ceph_*", "ceph"},
        {"rbd_*", "rbd"},
        {"fuse_*", "fuse"},
        {"ovl_*", "overlay"},
        {"squashfs_*", "squashfs"},
        {"erofs_*", "erofs"},
        {"zfs_*", "zfs"},
        {"zpl_*", "zfs"},
        {"bch2_*", "bcachefs"},
        {"zram_*", "zram"},
        {"loop_*", "loop"},
        {"crypt_*", "dm_crypt"},
        {"dm_*", "dm_mod"},
        {"md_*", "md_mod"},
        {"raid5_*", "raid456"},
        {"raid10_*", "raid10"},
        {"raid1_*", "raid1"},
        {"kvm_*", "kvm"},
        {"vfio_*", "vfio"},
        {"vhost_*", "vhost"},
        {"balloon_*", "hv_balloon"},
    };

    /** They do what another driver asks of them: the next one out is named, where there is one. */
    private static final Set<String> LIBRARIES = Set.of(
            "cfg80211",
            "dm_mod",
            "drm",
            "drm_buddy",
            "drm_kms_helper",
            "drm_ttm_helper",
            "ib_core",
            "ib_umem",
            "ib_uverbs",
            "jbd2",
            "libata",
            "libceph",
            "mac80211",
            "md_mod",
            "mhi",
            "nvme_core",
            "rdma_cm",
            "scsi_mod",
            "snd",
            "snd_pcm",
            "spl",
            "sunrpc",
            "ttm",
            "usbcore",
            "usbnet",
            "videobuf2_common",
            "videobuf2_vmalloc",
            "videobuf2_dma_sg",
            "videobuf2_dma_contig",
            "virtio",
            "virtio_ring");

    private static final String RING = "filling its receive ring";

    /** What a driver was at, by what its function is called, most telling first. */
    private static final String[][] DOING = {
        {"*alloc_rx*", RING},
        {"*rx_alloc*", RING},
        {"*rx_fill*", RING},
        {"*fill_rx*", RING},
        {"*fill_recv*", RING},
        {"*rx_refill*", RING},
        {"*refill_rx*", RING},
        {"*post_rx*", RING},
        {"*rx_submit*", RING},
        {"*setup_*_resources", "setting up its rings"},
        {"*alloc_queue*", "setting up its rings"},
        {"*alloc_ring*", "setting up its rings"},
        {"*alloc_*desc*", "setting up its rings"},
        {"*create_rq*", "setting up its rings"},
        {"*create_cq*", "setting up its rings"},
        {"*create_qp*", "setting up its rings"},
        {"*prepare_channel*", "setting up its rings"},
        {"*firmware*", "loading firmware"},
        {"*resume*", "waking from sleep"},
        {"*_reset*", "being reset"},
        {"*_probe*", "being set up"},
        {"*start_xmit*", "sending"},
        {"*clean_rx*", "receiving"},
        {"*handle_rx*", "receiving"},
        {"*_poll", "receiving"},
        {"*_ioctl*", "serving an ioctl"},
        {"*_mmap*", "serving an mmap"},
        {"*fallocate*", "serving fallocate"},
    };

    private Drivers() {}

    /** The driver that a function without a module belongs to; null where its name doesn't tell. */
    static String builtIn(String function) {
        return find(BUILT_IN, function);
    }

    static boolean isLibrary(String module) {
        return LIBRARIES.contains(module);
    }

    /** In plain words, null where the name doesn't tell. */
    static String doing(String function) {
        return find(DOING, function);
    }

    static boolean fillsRing(String function) {
        return RING.equals(doing(function));
    }

    private static String find(String[][] table, String function) {
        for (String[] row : table) {
            if (Pattern.matches(row[0], function)) {
                return row[1];
            }
        }
        return null;
    }
}
