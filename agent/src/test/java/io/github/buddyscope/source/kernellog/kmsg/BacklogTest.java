// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int READ_BYTES = 256;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2 * READ_BYTES);
    private final Backlog backlog = new Backlog(buffer, READ_BYTES);

    @BeforeEach
    void begin() {
        backlog.begin();
        backlog.room();
    }

    private boolean read(String record, long read) {
        assertThat(buffer.remaining())
                .as("as the reader is looked for in such a read")
                .isEqualTo(READ_BYTES);
        byte[] bytes = record.getBytes(StandardCharsets.ISO_8859_1);
        buffer.put(bytes);
        boolean held = backlog.add(bytes.length, read, 1_000 + read);
        if (backlog.due()) {
            backlog.room();
        }
        return held;
    }

    private static String record(long sequence) {
        return "6," + sequence + ",1000,-;line " + sequence + "\n";
    }

    @Test
    void givesEachRecordWithItsReadAndWhenThatWas() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(read(record(i), 2 * i + 1)).isTrue();
        }
        assertThat(backlog.poll()).as("more may be held").isNull();
        assertThat(backlog.end()).isTrue();

        for (int i = 0; i < 2_000; i++) {
            Arrived arrived = backlog.poll();
            assertThat(arrived.record().sequence()).isEqualTo(i);
            assertThat(arrived.record().text()).isEqualTo("line " + i);
            assertThat(arrived.read()).isEqualTo(2 * i + 1);
            assertThat(arrived.nanos()).isEqualTo(1_001 + 2 * i);
            assertThat(arrived.lostBefore()).isZero();
        }
        assertThat(backlog.poll()).isNull();
        assertThat(backlog.lastSequence()).isEqualTo(1_999);
        assertThat(backlog.lines()).isEqualTo(2_000);
    }

    @Test
    void keepsWhatItHoldsApartFromTheReadThatIsUnderWay() {
        read(record(1), 1);
        assertThat(backlog.pastEnds(3)).as("the first is not live").isFalse();
        int at = buffer.position();
        read(record(2), 3);

        assertThat(at).as("as long as the read goes there").isEqualTo(record(1).length());
        assertThat(backlog.holds()).as("the second is live").isFalse();
        assertThat(backlog.poll().record().sequence()).isEqualTo(1);
        assertThat(backlog.poll().record().sequence()).isEqualTo(2);
        assertThat(backlog.poll()).isNull();
    }

    @Test
    void isToldAtOnceWhereALiveRecordWasHeldBeforeItWasKnownToBe() {
        read(record(1), 1);
        read(record(2), 3);

        assertThat(backlog.pastEnds(3)).isTrue();

        assertThat(backlog.holds()).isFalse();
    }

    @Test
    void holdsNothingAfterTheEnd() {
        read(record(1), 1);
        backlog.end();

        assertThat(read(record(2), 3)).isFalse();
        assertThat(backlog.due()).as("for the reader to see").isTrue();
        assertThat(backlog.end()).isFalse();
        assertThat(backlog.poll().record().sequence()).isEqualTo(1);
        assertThat(backlog.poll()).isNull();
    }

    @Test
    void countsTheKernelsRecordsAndKnowsTheNewestOfAll() {
        read("6,1,1000,-;a\n", 1);
        read("12,2,1000,-;user\n", 3);
        read("7,3,1000,-;b\n", 5);
        read("30,5,1000,-;daemon\n", 7);
        read(";", 9);
        assertThat(backlog.newest()).as("no record").isNull();
        backlog.end();

        assertThat(backlog.lines()).isEqualTo(2);
        assertThat(backlog.lastSequence()).as("the last that is a record").isEqualTo(5);
        assertThat(backlog.poll().record().text()).isEqualTo("a");
        assertThat(backlog.poll().record().text()).isEqualTo("b");
        Arrived gap = backlog.poll();
        assertThat(gap.record()).isNull();
        assertThat(gap.lostBefore()).isEqualTo(1);
        assertThat(backlog.poll()).isNull();
    }

    @Test
    void endsByItselfAtTheLimit() {
        int records = 0;
        while (backlog.holds()) {
            assertThat(read(record(records++), 1)).isTrue();
        }

        assertThat(records * (record(0).length() + 24L)).isLessThanOrEqualTo(Backlog.MOST_BYTES);
        for (int i = 0; i < records; i++) {
            assertThat(backlog.poll().record().sequence()).isEqualTo(i);
        }
        assertThat(backlog.poll()).isNull();
    }
}
