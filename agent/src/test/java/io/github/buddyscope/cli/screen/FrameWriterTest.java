// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final String SEED = "20261123";
    private static final int ROWS = 5;
    private static final int COLUMNS = 24;

    private final FrameWriter writer = new FrameWriter(true);

    @Test
    void whatDidNotChangeIsNotSent() {
        Frame frame = frame("Node 0 Normal 12345", "x");

        assertThat(writer.update(frame, frame("Node 0 Normal 12345", "x"))).isEmpty();
        assertThat(writer.update(frame, frame("Node 0 Normal 12346", "x")))
                .isEqualTo("\u001b[?2026h\u001b[1;19H6\u001b[?2026l");
    }

    @Test
    void aShorterLineIsErasedBehindItsEnd() {
        assertThat(writer.update(frame("longer"), frame("long")))
                .isEqualTo("\u001b[?2026h\u001b[1;5H\u001b[K\u001b[?2026l");
    }

    @Test
    void aStyleIsEndedWhereItEnds() {
        Frame next = new Frame(1, 9, List.of(new Line(9).add(Ink.ALARM, "-").add("ok")));

        assertThat(writer.update(null, next)).contains("\u001b[1;31m-\u001b[mok");
        assertThat(new FrameWriter(false).update(null, next))
                .doesNotContain("31")
                .contains("\u001b[1m-\u001b[mok");
    }

    @Property(tries = 1_000, seed = SEED)
    void theTerminalShowsTheLastPictureWhateverWasThereBefore(
            @ForAll("pictures") @Size(min = 1, max = 5) List<Frame> frames) {
        ModelTerminal terminal = new ModelTerminal(ROWS, COLUMNS);
        Frame shown = null;
        for (Frame frame : frames) {
            terminal.take(writer.update(shown, frame));
            shown = frame;
            // marks take no cell of the model's
            String wanted = frame.text().replaceAll("\\p{M}", "").replaceAll("(?m) +$", "");
            assertThat(terminal.text()).isEqualTo(wanted);
        }
    }

    @Provide
    Arbitrary<List<Frame>> pictures() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ab 019-\u001b\n\r\t\u0301\u202e\u4e2d\u2587\u00e9")
                .ofMaxLength(12);
        Arbitrary<Line> line = Combinators.combine(text, Arbitraries.of(Ink.class), text, Arbitraries.of(Ink.class))
                .as((a, x, b, y) -> new Line(COLUMNS).add(x, a).add(y, b));
        return line.list()
                .ofMaxSize(7)
                .map(lines -> new Frame(ROWS, COLUMNS, lines))
                .list();
    }

    private static Frame frame(String... texts) {
        List<Line> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new Line(COLUMNS).add(text));
        }
        return new Frame(ROWS, COLUMNS, lines);
    }
}
