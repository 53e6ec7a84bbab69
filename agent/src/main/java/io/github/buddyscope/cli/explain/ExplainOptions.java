// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.text.SafeText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What was typed after {@code explain}.
 *
 * @param filter which failures are told of
 * @param thisHost the logs are this host's own, so that advice may start from its present settings
 * @param colour {@code auto}, {@code always} or {@code never}
 * @param files at least one; {@code -} is standard input
 */
record ExplainOptions(
        boolean help, boolean json, boolean thisHost, FailureFilter filter, String colour, List<String> files) {
    static final String USAGE = "usage: explain [--json] [--since TIME] [--kind KIND,...] [--order N|N+|N-M]"
            + " [--this-host] [--color=auto|always|never] [FILE ...]";

    static final String HELP = "usage: java -jar buddyscope.jar explain [OPTION ...] [FILE ...]\n" + """

            A verdict for every allocation failure in kernel logs: why it failed, who asked, how bad it is and what to try.
            Reads files of any size, gzipped ones too, and standard input where none is named (- names it among files):
            what dmesg prints, journalctl -k in any of its forms, syslog files and /dev/kmsg records. Failures of one kind,
            order, cause and origin, each within an hour of the one before, get one verdict together.

              --json          one JSON object a line for every failure, never grouped; docs/explain-json.md has the fields
              --since TIME    failures from then on: 2025-04-14, '2025-04-14 07:32', 07:32, today, yesterday, 2h, '7 days ago'.
                              Times are compared as the log wrote them. A date without a year is taken for the last such
                              date; failures without a date, as in plain dmesg, are left out and counted.
              --kind KIND,... failures of these kinds: page_alloc_failure, page_alloc_stall, vmalloc, vmap, vmemmap, slab,
                              oom_kill, cma, swiotlb
              --order ORDERS  failures of these orders: 5, 3+ or 2-4; those that give no order are left out
              --this-host     the logs are this host's own: advice starts from its present settings. A log doesn't tell
                              whose it is for sure, so nothing else makes explain look at the host
              --color WHEN    always, never or auto: on a terminal, unless NO_COLOR is set
              --help

            Exit status: 0 done (also where nothing was found), 2 wrong usage, 3 a file can't be read (the others were).
            """;

    ExplainOptions {
        files = List.copyOf(files);
    }

    /** @param now in the host's zone, as logs are written in it */
    static ExplainOptions parse(List<String> typed, LocalDateTime now) throws WrongUsage {
        boolean help = false;
        boolean json = false;
        boolean thisHost = false;
        boolean options = true;
        String colour = "auto";
        FailureFilter filter = FailureFilter.ALL;
        List<String> files = new ArrayList<>();
        for (Iterator<String> each = typed.iterator(); each.hasNext(); ) {
            String word = each.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!options || !word.startsWith("-") || word.equals("-")) {
                files.add(word);
            } else if (word.equals("--")) {
                options = false;
            } else if (word.equals("--json")) {
                json = true;
            } else if (word.equals("--this-host")) {
                thisHost = true;
            } else if (word.equals("--help") || word.equals("-h")) {
                help = true;
            } else if (name.equals("--since")) {
                filter = filter.since(Since.parse(value(word, equals, each), now, ZoneId.systemDefault()), now);
            } else if (name.equals("--kind")) {
                filter = filter.kinds(value(word, equals, each));
            } else if (name.equals("--order")) {
                filter = filter.orders(value(word, equals, each));
            } else if (name.equals("--color") || name.equals("--colour")) {
                colour = equals < 0 ? "always" : word.substring(equals + 1);
            } else {
                throw new WrongUsage("unknown option " + SafeText.line(word) + "; " + USAGE);
            }
        }
        if (!List.of("auto", "always", "never").contains(colour)) {
            throw new WrongUsage("--color is auto, always or never, not '" + SafeText.line(colour) + "'");
        }
        return new ExplainOptions(help, json, thisHost, filter, colour, files.isEmpty() ? List.of("-") : files);
    }

    private static String value(String word, int equals, Iterator<String> rest) throws WrongUsage {
        if (equals >= 0) {
            return word.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw new WrongUsage(word + " needs a value; " + USAGE);
        }
        return rest.next();
    }
}
