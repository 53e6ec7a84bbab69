// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

/**
 * An event's {@code format} file: which fields its records have, and so which filter picks the failures. A field is a line
 * {@code field:unsigned long pfn; offset:8; size:8; signed:0;}.
 */
final class EventFormat {
    private final String text;

    EventFormat(String text) {
        this.text = text;
    }

    /** Bytes of the field, 0 where the event has no such field. */
    int size(String field) {
        for (String line : text.split("\n")) {
            String words = line.strip();
            int end = words.indexOf(';');
            if (words.startsWith("field:")
                    && end > 0
                    && nameOf(words.substring(0, end)).equals(field)) {
                int size = words.indexOf("size:", end);
                int close = words.indexOf(';', size + 1);
                return size < 0 || close < 0 ? 0 : number(words.substring(size + "size:".length(), close));
            }
        }
        return 0;
    }

    private static String nameOf(String declaration) {
        return declaration.substring(declaration.lastIndexOf(' ') + 1);
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * The filter that lets through allocations of more than one page that failed; null where these fields can't tell.
     * {@code pfn} is all ones then, in as many bits as it has ({@code -1} itself is refused, being no unsigned number); up
     * to 3.19 there is the page's address instead.
     */
    String failuresOnly() {
        if (size("order") == 0) {
            return null;
        }
        return switch (size("pfn")) {
            case 8 -> "order >= 1 && pfn == 0xffffffffffffffff";
            case 4 -> "order >= 1 && pfn == 0xffffffff";
            default -> size("page") > 0 ? "order >= 1 && page == 0" : null;
        };
    }
}
