// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

/**
 * The lists of each processor in zoneinfo (mm/vmstat.c, {@code zoneinfo_show_print}, {@code pagesets}): six or seven lines a
 * zone and processor, which nobody here reads and which make up nearly all of it on a large host.
 */
public final class PageSets {
    private PageSets() {}

    /**
     * Empties such lines, and others of the same shape that no parser looks at: {@code words: number}. Their ends stay, so
     * that lines keep their numbers.
     *
     * @param from where a line begins
     * @param to a line that hasn't ended there is left as it is
     * @return where the text ends then
     */
    public static int emptied(byte[] text, int from, int to) {
        int out = from;
        int begin = from;
        for (int at = from; at < to; at++) {
            if (text[at] == '\n') {
                if (!ofProcessor(text, begin, at)) {
                    System.arraycopy(text, begin, text, out, at - begin);
                    out += at - begin;
                }
                text[out++] = '\n';
                begin = at + 1;
            }
        }
        System.arraycopy(text, begin, text, out, to - begin);
        return out + to - begin;
    }

    private static boolean ofProcessor(byte[] text, int begin, int end) {
        int at = end;
        while (at > begin && text[at - 1] >= '0' && text[at - 1] <= '9') {
            at--;
        }
        int digits = end - at;
        while (at > begin && text[at - 1] == ' ') {
            at--;
        }
        if (digits == 0 || at == begin || text[at - 1] != ':' || endsWithHighatomic(text, begin, at - 1)) {
            return false;
        }
        for (int i = begin; i < at - 1; i++) {
            byte b = text[i];
            if (b != ' ' && b != '_' && (b < 'a' || b > 'z')) {
                return false;
            }
        }
        return true;
    }

    /** {@code reserved_highatomic:} and {@code free_highatomic:} are the zone's. */
    private static boolean endsWithHighatomic(byte[] text, int begin, int end) {
        return end - begin > 1 && text[end - 1] == 'c' && text[end - 2] == 'i';
    }
}
