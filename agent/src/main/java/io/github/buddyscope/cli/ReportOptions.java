// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.cli.terminal.WrongUsage;
import java.util.List;

/**
 * What was typed after {@code report}.
 *
 * @param output null where the page's name is to be made of the recording's
 */
record ReportOptions(boolean help, boolean text, String recording, String output) {
    static final String USAGE = "usage: report RECORDING.jfr [-o FILE.html | --text]";

    static final String HELP = "usage: java -jar buddyscope.jar report RECORDING.jfr [-o FILE.html | --text]\n" + """

            Makes of a flight recording one page that needs nothing else: the verdict in words, free memory by order, failures,
            stalls, collection pauses, direct buffers and heap on one time axis, and the tables. It opens from disk in any
            browser, prints, and can be attached to an incident as it is.

              -o FILE.html    where to; otherwise next to the recording, with its name. An existing file is overwritten only where
                              it is such a page, or named here
              --text          the same in this terminal, and no page

            Exit status: 0 done, 2 wrong usage, 3 the recording can't be read or the page not be written.
            """;

    static ReportOptions of(List<String> arguments) throws WrongUsage {
        boolean text = false;
        boolean plain = false;
        String recording = null;
        String output = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (plain || !argument.startsWith("-")) {
                if (recording != null) {
                    throw new WrongUsage("one recording at a time; " + USAGE);
                }
                recording = argument;
            } else if (argument.equals("--")) {
                plain = true;
            } else if (argument.equals("-h") || argument.equals("--help")) {
                return new ReportOptions(true, false, null, null);
            } else if (argument.equals("--text")) {
                text = true;
            } else if (argument.equals("-o")) {
                if (++i == arguments.size()) {
                    throw new WrongUsage("-o needs a file's name; " + USAGE);
                }
                output = arguments.get(i);
            } else {
                throw new WrongUsage("there is no option '" + argument + "'; " + USAGE);
            }
        }
        if (recording == null) {
            throw new WrongUsage(USAGE);
        }
        if (text && output != null) {
            throw new WrongUsage("--text makes no page, so there is nothing to write for -o; " + USAGE);
        }
        return new ReportOptions(false, text, recording, output);
    }
}
