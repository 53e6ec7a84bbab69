// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnMemoryTest {
    @Test
    void isWhatIsResidentAndNotShared() {
        assertThat(parse("765 410 382 5 0 123 0\n")).isEqualTo(28 * 4096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "765", "765 410", "765 410 382", "765 x 382 5 0 123 0", "765 10 382 5 0 123 0"})
    void whatIsNoSuchLineIsNotKnown(String text) {
        assertThat(parse(text)).isEqualTo(-1);
    }

    @Test
    void growsByWhatThisJvmTouches() {
        OwnMemory memory = new OwnMemory(4096);
        long before = memory.bytes();
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 20); // the JDK clears it, page by page

        assertThat(memory.bytes() - before).isGreaterThan(48 << 20);
        assertThat(buffer.get(buffer.capacity() - 1)).isZero();
    }

    @Test
    void isNotKnownWhereItCannotBeRead() {
        assertThat(new OwnMemory(new File("/nowhere/statm"), 4096).bytes()).isEqualTo(-1);
    }

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new OwnMemory(4096).parse(bytes, bytes.length);
    }
}
