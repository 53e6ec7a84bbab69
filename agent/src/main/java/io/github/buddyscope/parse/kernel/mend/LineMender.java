// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.line.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts lines together again that came in pieces: what 4.9 and later print with {@code pr_cont} and a log daemon took for
 * lines of their own, what a daemon broke, what a mail client or a terminal wrapped. Stands between the prefix and the
 * {@code ReportAssembler}.
 *
 * <p>Pieces are joined when, and only when, they make a line that a kernel prints ({@link LinePart}); otherwise they go on as
 * they came. A piece without a stamp continues the line before it; one with a stamp does so only where the kernel itself
 * prints that line in pieces, within {@value #MAX_GAP_MICROS} microseconds and for the same caller.
 *
 * <p>Holds at most {@value #MAX_PIECES} pieces and {@value #MAX_LENGTH} characters, and no line longer than until the next.
 * Not for use by several threads.
 */
public final class LineMender {
    /** A buddy list with letters, of which every count and every letter is a piece. */
    static final int MAX_PIECES = 64;

    static final int MAX_LENGTH = 4 * 1024;
    static final long MAX_GAP_MICROS = 1_000_000;

    private final Consumer<KernelLine> out;
    private final List<KernelLine> pieces = new ArrayList<>();
    private String text = "";
    private LinePart part;
    private String sound;
    private int soundPieces;

    /** @param out gets every line, in order: mended ones with number, stamp and caller of their first piece */
    public LineMender(Consumer<KernelLine> out) {
        this.out = out;
    }

    /** Whether a line is held back, so that the next one matters whatever it says. */
    public boolean holding() {
        return part != null;
    }

    /** Whether what is held back is a line that some kernels print just so, and never in pieces: a kill's up to 5.2. */
    public boolean holdsWhole() {
        return part == LinePart.PHRASE && pieces.size() == 1 && part.mayEndAt(text);
    }

    /** Takes the next line of the log. */
    public void accept(KernelLine line) {
        if (part != null) {
            if (joined(line)) {
                return;
            }
            flush();
        }
        begin(line);
    }

    /** Hands on what is held back: nothing more is to come. */
    public void flush() {
        if (part == null) {
            return;
        }
        part = null;
        int from = 0;
        if (soundPieces > 1) {
            out.accept(pieces.get(0).withText(sound));
            from = soundPieces;
        }
        for (int i = from; i < pieces.size(); i++) {
            out.accept(pieces.get(i));
        }
        pieces.clear();
    }

    private void begin(KernelLine line) {
        part = line.text().length() > MAX_LENGTH ? null : LinePart.of(line.text());
        if (part == null || part == LinePart.EMPTY && loose(line)) {
            part = null;
            out.accept(line);
            return;
        }
        pieces.add(line);
        text = line.text();
        soundPieces = 0;
    }

    private boolean joined(KernelLine line) {
        boolean loose = loose(line);
        if (pieces.size() == MAX_PIECES
                || text.length() + line.text().length() >= MAX_LENGTH
                || !loose && !sameMessage(pieces.get(0), line)) {
            return false;
        }
        String longer = part.joined(text, line.text(), loose);
        if (longer == null) {
            return false;
        }
        pieces.add(line);
        text = longer;
        LinePart before = part;
        LinePart now = LinePart.of(longer);
        part = now == null ? before : now;
        if (now == null || now.mayEndAt(longer)) {
            sound = longer;
            soundPieces = pieces.size();
        }
        if (now == null) {
            flush();
        }
        return true;
    }

    /** Nothing stood before the line's text. */
    private static boolean loose(KernelLine line) {
        return line.kernelMicros() == null && line.time() == null && line.caller() == null;
    }

    private static boolean sameMessage(KernelLine first, KernelLine line) {
        Clock clock = Clock.of(first);
        boolean caller =
                first.caller() == null ? line.caller() == null : first.caller().equals(line.caller());
        return caller && clock.isKnown() && Math.abs(Clock.of(line).since(clock)) <= MAX_GAP_MICROS;
    }
}
