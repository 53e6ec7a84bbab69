// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Short names of months as {@code dmesg -T} prints them in the locale of whoever called it (strftime's {@code %b}). */
final class MonthName {
    /** English first, then de, fr, es, it, pt, nl, sv, da, pl, cs, ru where they differ. */
    private static final String[] NAMES = {
        "jan janv ene gen sty led янв",
        "feb févr fev lut úno фев",
        "mar mär mars mrt bře мар мрт",
        "apr avril abr avr kwi dub апр",
        "may mai mag mei maj kvě мая май",
        "jun juin giu cze čen июн",
        "jul juil lug lip čec июл",
        "aug août ago sie srp авг",
        "sep sept set wrz zář сен",
        "oct okt ott out paź říj окт",
        "nov nov lis ноя",
        "dec dez déc dic gru pro дек"
    };

    private static final Map<String, Integer> NUMBERS = numbers();

    private MonthName() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int month = 0; month < NAMES.length; month++) {
            for (String name : NAMES[month].split(" ")) {
                numbers.put(name, month + 1);
            }
        }
        return numbers;
    }

    /** 1 to 12 for a month's name, also {@code 3月} and {@code 3월}; -1 for a word that is none that is known. */
    static int number(String line, int from, int to) {
        int digits = Scan.digits(line, from);
        if (digits > from) {
            boolean suffixed = digits == to - 1 && (line.charAt(digits) == '月' || line.charAt(digits) == '월');
            return suffixed ? Scan.smallNumber(line, from, digits, 12) : -1;
        }
        int end = to > from && line.charAt(to - 1) == '.' ? to - 1 : to;
        return NUMBERS.getOrDefault(line.substring(from, end).toLowerCase(Locale.ROOT), -1);
    }
}
