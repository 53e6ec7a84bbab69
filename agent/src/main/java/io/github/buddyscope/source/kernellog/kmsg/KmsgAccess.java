// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.procfs.SmallFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Why {@code /dev/kmsg} was refused, and the step that would grant it. The rules are those of {@code devkmsg_open} and
 * {@code check_syslog_permissions} in kernel/printk/printk.c.
 */
final class KmsgAccess {
    private static final String GRANT_SYSLOG =
            "give the service CAP_SYSLOG (systemd: AmbientCapabilities=CAP_SYSLOG; docker: --cap-add SYSLOG --device"
                    + " /dev/kmsg), or for the whole host: sysctl kernel.dmesg_restrict=0";
    private static final String GRANT_DEVICE =
            "let the container have the device (docker: --cap-add SYSLOG --device /dev/kmsg), or name the host's log with"
                    + " kernel=file:PATH";

    private KmsgAccess() {}

    /** @param sysctl {@code /proc/sys/kernel}, for the two settings that decide */
    static SourceState refused(String source, Path device, IOException e, Path sysctl) {
        if (e instanceof NoSuchFileException) {
            return unavailable(source, device + " does not exist, as in most containers", GRANT_DEVICE);
        }
        if (e instanceof AccessDeniedException) {
            return unavailable(
                    source,
                    device + ": permission denied by its mode or a security module",
                    "check the mode (ls -lZ " + device + ") and the denials of AppArmor or SELinux; then "
                            + GRANT_SYSLOG);
        }
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
        if (setting(sysctl, "printk_devkmsg").equals("off")) {
            return unavailable(
                    source,
                    device + ": " + reason + ", because kernel.printk_devkmsg is off",
                    "sysctl kernel.printk_devkmsg=ratelimit, or take printk.devkmsg=off from the kernel command line");
        }
        String restrict = setting(sysctl, "dmesg_restrict");
        if (restrict.equals("0")) {
            return unavailable(source, device + ": " + reason + ", though kernel.dmesg_restrict is 0", GRANT_DEVICE);
        }
        String because = restrict.equals("1") ? ", because kernel.dmesg_restrict is 1" : "";
        return unavailable(source, device + ": " + reason + because, GRANT_SYSLOG);
    }

    private static SourceState unavailable(String source, String detail, String remedy) {
        return new SourceState(source, Status.UNAVAILABLE, detail, remedy);
    }

    private static String setting(Path sysctl, String name) {
        String text = SmallFile.text(sysctl.resolve(name));
        return text == null ? "" : text;
    }
}
