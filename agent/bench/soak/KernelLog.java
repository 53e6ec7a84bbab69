// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The kernel's log, read as a sceptic would: lines of the kernel's own, and failed page allocations by their words. */
final class KernelLog extends Thread {
    volatile long lines;
    volatile long failures;
    volatile long missed;
    private volatile long lastNanos = System.nanoTime();

    KernelLog() {
        super("log");
        setDaemon(true);
    }

    /** The agent has had the time to tell of the last line. */
    boolean quiet() {
        return System.nanoTime() - lastNanos > 3_000_000_000L;
    }

    @Override
    public void run() {
        byte[] record = new byte[8192];
        long sequence = -1;
        try (FileInputStream in = new FileInputStream("/dev/kmsg")) {
            while (true) {
                int length;
                try {
                    length = in.read(record);
                } catch (IOException overrun) {
                    continue; // the next one's number tells how many are missing
                }
                String text = new String(record, 0, length, StandardCharsets.ISO_8859_1);
                String[] head = text.substring(0, text.indexOf(';')).split(",");
                long number = Long.parseLong(head[1]);
                missed = missed + (sequence < 0 ? 0 : number - sequence - 1);
                sequence = number;
                lastNanos = System.nanoTime();
                if (Integer.parseInt(head[0]) >> 3 == 0) {
                    lines = lines + text.split("\\\\x0a", -1).length; // a record may have several
                    failures = failures + (text.contains(": page allocation failure: order:") ? 1 : 0);
                }
            }
        } catch (IOException e) {
            System.out.println("the kernel's log can't be read: " + e.getMessage());
        }
    }
}
