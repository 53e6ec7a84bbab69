// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

/** What {@code help} prints. */
final class Help {
    static final String TEXT = """
            Buddyscope says why this host's kernel failed a high-order allocation, and what a JVM had to do with it.

            As an agent:
              java -javaagent:buddyscope.jar[=KEY=VALUE[,KEY=VALUE...]] -jar service.jar

            As a command: java -jar buddyscope.jar COMMAND
              attach PID [KEY=VALUE ...]  load the agent into a running JVM
              detach PID                  take it out again
              list                        the JVMs that can be attached to, and which carry the agent
              explain [OPTION] [FILE ...] a verdict for every allocation failure in kernel logs (or standard input)
              show [--proc DIR]           this host's free memory by order, with watermarks and exhausted orders
              watch [PID] [OPTION]        the same, live, with failures and stalls as they come, and that JVM's GC and
                                          direct buffers (nothing is started in it); --period 1s
              report FILE.jfr [-o PAGE]   a page of its own from a flight recording; --text for the terminal
              doctor [PID]                what the agent can see here, what it can't, and what would grant it
              relay [OPTION ...]          read kernel log and trace for services on this host that may not: --socket PATH,
                                          --group NAME (who may connect), --show-tasks (everyone's), --proc DIR,
                                          --trace-instance DIR (one that root made for its user)
              help, version

            Options (KEY=VALUE, also as -Dbuddyscope.KEY or BUDDYSCOPE_KEY in the environment):
              period=1s              how often the host is sampled, 100ms to 1h
              window=5s              how far around a failure the JVM's activity is gathered
              kernel=auto            where failure lines come from: auto, kmsg, journal, file:PATH, none
              trace=auto             failures and stalls from tracefs: auto, on, jvm (this JVM's threads alone), off
              relay=auto             a relay where the two above are refused: auto, off, or its socket's path
              direct=on              watch single direct allocations; off leaves the pool totals
              direct.threshold=1MiB  smallest direct allocation that becomes an event of its own
              proc=/proc             where the host's procfs is mounted
              log=warn               off, warn, info or debug, on stderr

            Exit status: 0 done, 2 wrong usage, 3 input that can't be read, 4 the JVM can't be reached.
            """;

    private Help() {}
}
