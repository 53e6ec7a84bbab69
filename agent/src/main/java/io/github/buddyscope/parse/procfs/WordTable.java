// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

/**
 * Words that a line may begin with. Most lines of the larger files begin with none of ours: their first and third letters
 * tell that without a comparison, which matters most in a JVM that has just started and still interprets.
 */
final class WordTable {
    private static final int BUCKETS = 64;

    private final String[] words;
    private final int[][] buckets = new int[BUCKETS][0];

    /** @param words of three letters of ASCII or more; none twice */
    WordTable(String... words) {
        this.words = words;
        for (int i = 0; i < words.length; i++) {
            int bucket = bucket(words[i].charAt(0), words[i].charAt(2));
            int[] before = buckets[bucket];
            int[] with = new int[before.length + 1];
            System.arraycopy(before, 0, with, 0, before.length);
            with[before.length] = i;
            buckets[bucket] = with;
        }
    }

    static int bucket(int first, int third) {
        return first * 7 + third & BUCKETS - 1;
    }

    int size() {
        return words.length;
    }

    String word(int index) {
        return words[index];
    }

    /** Goes past the word that comes next and the blanks behind it; -1 where it is none of these. */
    int accept(TextScanner line) {
        int bucket = line.bucket();
        if (bucket >= 0) {
            for (int index : buckets[bucket]) {
                if (line.acceptWord(words[index])) {
                    return index;
                }
            }
        }
        return -1;
    }
}
