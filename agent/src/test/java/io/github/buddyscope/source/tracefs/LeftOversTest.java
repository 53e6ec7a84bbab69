// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that isn't empty stands for an instance whose pipe is open: neither can be removed. */
class LeftOversTest {
    @TempDir
    Path directory;

    private Path instances;
    private Path proc;

    @BeforeEach
    void make() throws IOException {
        instances = Files.createDirectory(directory.resolve("instances"));
        proc = Files.createDirectory(directory.resolve("proc"));
    }

    private Path instance(String name, Duration age) throws IOException {
        Path made = Files.createDirectory(instances.resolve(name));
        Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(age)));
        return made;
    }

    @Test
    void thatOfAProcessThatIsGoneGoesAtOnce() throws IOException {
        Path left = instance("buddyscope-17", Duration.ZERO);
        Path twin = instance("buddyscope-17-2", Duration.ZERO);
        assertThat(LeftOvers.remove(instances, proc)).isEqualTo(2);
        assertThat(left).doesNotExist();
        assertThat(twin).doesNotExist();
    }

    @Test
    void thatOfALivingProcessIsLeftWhileItMayStillBeMakingIt() throws IOException {
        Files.createDirectory(proc.resolve("17"));
        Path made = instance("buddyscope-17", Duration.ZERO);
        assertThat(LeftOvers.remove(instances, proc)).isZero();
        assertThat(made).exists();
    }

    @Test
    void anOldOneWhoseIdIsInUseAgainGoes() throws IOException {
        Files.createDirectory(proc.resolve("17"));
        Path left = instance("buddyscope-17", Duration.ofMinutes(1));
        assertThat(LeftOvers.remove(instances, proc)).isEqualTo(1);
        assertThat(left).doesNotExist();
    }

    @Test
    void oneThatIsReadStaysWhateverItsProcessSeemsToBe() throws IOException {
        Path living = instance("buddyscope-17", Duration.ofHours(1));
        Files.createFile(living.resolve("trace_pipe"));
        assertThat(LeftOvers.remove(instances, proc)).isZero();
        assertThat(living).exists();
    }

    @Test
    void othersNamesAreNotOurs() throws IOException {
        Path theirs = instance("buddyscope-of-mine", Duration.ofHours(1));
        Path bare = instance("buddyscope-", Duration.ofHours(1));
        Path longer = instance("buddyscope-17x", Duration.ofHours(1));
        instance("other", Duration.ofHours(1));
        assertThat(LeftOvers.remove(instances, proc)).isZero();
        assertThat(theirs).exists();
        assertThat(bare).exists();
        assertThat(longer).exists();
    }

    @Test
    void aDirectoryThatCannotBeReadIsNoReasonToFail() {
        assertThat(LeftOvers.remove(directory.resolve("none"), proc)).isZero();
    }
}
