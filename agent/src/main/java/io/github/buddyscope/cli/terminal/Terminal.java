// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

import io.github.buddyscope.cli.screen.Stty;
import io.github.buddyscope.publish.text.Palette;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the output goes to.
 *
 * @param palette colours only on a terminal, and never where {@code NO_COLOR} is set (no-color.org) or {@code TERM} is
 *     {@code dumb}
 * @param width characters of a line
 */
public record Terminal(Palette palette, int width) {
    private static final int USUAL_WIDTH = 80;
    /** A terminal that says less hasn't been told its size. */
    private static final int NARROWEST = 10;

    /** The terminal behind {@code out}, which only standard output can have. */
    public static Terminal behind(PrintStream out) {
        String target = out == System.out ? target(1) : "";
        Map<String, String> environment = System.getenv();
        Terminal terminal = of(environment, target);
        boolean unknown = isTerminal(target) && width(environment.getOrDefault("COLUMNS", "")) == 0;
        Stty.Size size = unknown ? Stty.size() : null;
        return size == null || size.columns() < NARROWEST ? terminal : new Terminal(terminal.palette(), size.columns());
    }

    static Terminal of(Map<String, String> environment, String target) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.get("TERM"))
                || !isTerminal(target);
        int columns = width(environment.getOrDefault("COLUMNS", ""));
        return new Terminal(plain ? Palette.PLAIN : Palette.COLOUR, columns == 0 ? USUAL_WIDTH : columns);
    }

    /** Whether {@code err} is a terminal on which a line can be written over. */
    static boolean takesBackLines(PrintStream err) {
        return err == System.err && !"dumb".equals(System.getenv("TERM")) && isTerminal(target(2));
    }

    /** Whether {@code out} is a terminal that can be drawn upon. */
    public static boolean takesPictures(PrintStream out) {
        String term = System.getenv().getOrDefault("TERM", "dumb");
        return out == System.out && !term.equals("dumb") && !term.isEmpty() && isTerminal(target(1));
    }

    /** {@code line} as it is, but on a terminal cut to one line of its, with {@code …} for the rest. */
    public static String fitting(String line, PrintStream out) {
        return out == System.out && isTerminal(target(1))
                ? cut(line, behind(out).width())
                : line;
    }

    static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** 0 where it isn't one. */
    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 0;
    }

    /** System.console() wouldn't tell: before 22 it looks at standard input too, since then at neither. */
    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException e) {
            return "";
        }
    }
}
