// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRefusalTest {
    @TempDir
    private Path directory;

    private FileRefusal denied(String mode) throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString(mode));
        return FileRefusal.NONE.or(log, new AccessDeniedException(log.toString()));
    }

    @Test
    void namesTheGroupThatMayRead() throws Exception {
        Path adm = Files.createFile(directory.resolve("adm"));
        try {
            Files.setAttribute(
                    adm,
                    "posix:group",
                    adm.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("adm"));
        } catch (java.io.IOException e) {
            assumeFalse(true, "can't give a file to the group adm here: " + e);
        }
        Files.setPosixFilePermissions(adm, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(FileRefusal.NONE.or(adm, new AccessDeniedException("adm")).remedy())
                .contains("usermod -aG adm " + System.getProperty("user.name"))
                .contains("SupplementaryGroups=adm");
    }

    @Test
    void grantsOneFileWhereNoGroupMayRead() throws Exception {
        assertThat(denied("rw-------").remedy()).contains("setfacl -m u:" + System.getProperty("user.name") + ":r ");
    }

    @Test
    void staysTheSameWhileTheSameHappens() throws Exception {
        FileRefusal denied = denied("rw-------");

        assertThat(denied.or(directory, new AccessDeniedException("again"))).isSameAs(denied);
        assertThat(denied.or(directory, new NoSuchFileException("gone")).detail())
                .contains("does not exist");
    }
}
