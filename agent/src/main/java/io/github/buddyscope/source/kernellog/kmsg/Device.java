// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.model.SourceState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Opens the device, and says why it was refused. */
final class Device implements RecordReader.Opener, Function<IOException, SourceState> {
    private static final Path SYSCTL = Path.of("/proc/sys/kernel");

    private final Path path;

    Device(Path path) {
        this.path = path;
    }

    /** Closing what it gives ends a read that waits. */
    @Override
    public RecordReader open() throws IOException {
        return new DeviceReader(path);
    }

    @Override
    public SourceState apply(IOException refusal) {
        return KmsgAccess.refused(KmsgSource.NAME, path, refusal, SYSCTL);
    }
}
