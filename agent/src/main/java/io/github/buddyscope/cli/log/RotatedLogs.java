// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of files in the order in which they were written, as far as logrotate(8) tells by them: {@code kern.log-20250406.gz
 * kern.log.10.gz kern.log.2.gz kern.log.1 kern.log}. A shell gives {@code kern.log*} in the order of the alphabet, that is
 * the newest first and the second behind the tenth.
 */
public final class RotatedLogs {
    private static final int LONGEST_NUMBER = 4;
    private static final int SHORTEST_DATE = 6;

    private RotatedLogs() {}

    /**
     * @param base the name that the file had while it was written to
     * @param date digits, as they stand in the name; "" where none do
     * @param number of rotations since; 0 for the log that is being written
     */
    private record Generation(String base, String date, int number) {
        boolean olderThan(Generation other) {
            if (date.isEmpty() != other.date.isEmpty()) {
                return other.date.isEmpty() && other.number == 0;
            }
            int dates = date.compareTo(other.date);
            return dates != 0 ? dates < 0 : number > other.number;
        }
    }

    /** Generations of one log oldest first, at the place of the one named first; all else as it was. */
    public static List<String> oldestFirst(List<String> names) {
        List<String> ordered = new ArrayList<>(names.size());
        for (String name : names) {
            ordered.add(place(ordered, of(name)), name);
        }
        return ordered;
    }

    private static int place(List<String> ordered, Generation added) {
        int place = ordered.size();
        boolean found = false;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            Generation other = of(ordered.get(i));
            if (!other.base.equals(added.base)) {
                continue;
            }
            if (!found) {
                place = i + 1;
                found = true;
            }
            if (added.olderThan(other)) {
                place = i;
            }
        }
        return place;
    }

    private static Generation of(String name) {
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        int digits = plain.length();
        while (digits > 0 && plain.charAt(digits - 1) >= '0' && plain.charAt(digits - 1) <= '9') {
            digits--;
        }
        int length = plain.length() - digits;
        if (length == 0 || digits < 2) {
            return new Generation(plain, "", 0);
        }
        char before = plain.charAt(digits - 1);
        if (before == '.' && length <= LONGEST_NUMBER) {
            // dmesg.0 is the boot before this one
            return new Generation(plain.substring(0, digits - 1), "", 1 + Integer.parseInt(plain.substring(digits)));
        }
        if (before == '-' && length >= SHORTEST_DATE) {
            return new Generation(plain.substring(0, digits - 1), plain.substring(digits), 0);
        }
        return new Generation(plain, "", 0);
    }
}
