// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The one jar that users take. */
class JarSizeIT {
    private static final long LIMIT = 1_500_000;

    @Test
    void isUnderOneAndAHalfMegabytes() throws IOException {
        assertThat(Files.size(ForkedJvm.AGENT)).isLessThan(LIMIT);
    }
}
