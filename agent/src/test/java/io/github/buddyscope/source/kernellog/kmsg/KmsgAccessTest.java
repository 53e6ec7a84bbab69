// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KmsgAccessTest {
    private static final FileSystemException NOT_PERMITTED =
            new FileSystemException("/dev/kmsg", null, "Operation not permitted");

    @TempDir
    private Path sysctl;

    private SourceState refused(IOException e) {
        return KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, sysctl);
    }

    private void set(String name, String value) throws IOException {
        Files.writeString(sysctl.resolve(name), value + "\n");
    }

    @Test
    void namesTheCapabilityWhereDmesgIsRestricted() throws IOException {
        set("dmesg_restrict", "1");
        set("printk_devkmsg", "ratelimit");
        SourceState state = refused(NOT_PERMITTED);

        assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(state.detail()).isEqualTo("/dev/kmsg: Operation not permitted, because kernel.dmesg_restrict is 1");
        assertThat(state.remedy())
                .contains("AmbientCapabilities=CAP_SYSLOG")
                .contains("--cap-add SYSLOG --device /dev/kmsg")
                .contains("sysctl kernel.dmesg_restrict=0");
    }

    @Test
    void namesTheSettingThatSwitchesTheDeviceOff() throws IOException {
        set("dmesg_restrict", "1");
        set("printk_devkmsg", "off");
        SourceState state = refused(NOT_PERMITTED);

        assertThat(state.detail()).contains("kernel.printk_devkmsg is off");
        assertThat(state.remedy()).contains("kernel.printk_devkmsg=ratelimit").contains("printk.devkmsg=off");
    }

    @Test
    void blamesTheContainerWhereTheKernelRestrictsNothing() throws IOException {
        set("dmesg_restrict", "0");
        SourceState state = refused(NOT_PERMITTED);

        assertThat(state.detail()).contains("though kernel.dmesg_restrict is 0");
        assertThat(state.remedy()).contains("--device /dev/kmsg");
    }

    @Test
    void saysNoMoreThanItKnowsWhereTheSettingsCannotBeRead() {
        assertThat(refused(NOT_PERMITTED).detail()).isEqualTo("/dev/kmsg: Operation not permitted");
        assertThat(refused(NOT_PERMITTED).remedy()).contains("CAP_SYSLOG");
    }

    @Test
    void tellsAMissingDeviceFromARefusedOne() {
        assertThat(refused(new NoSuchFileException("/dev/kmsg")).detail()).contains("does not exist");
        assertThat(refused(new AccessDeniedException("/dev/kmsg")).detail()).contains("permission denied");
    }

    @Test
    void probesWithoutReading() {
        SourceState state = KmsgSource.probe(sysctl.resolve("kmsg"));

        assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(state.detail()).contains("does not exist");
    }
}
