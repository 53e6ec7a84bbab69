// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

/**
 * {@code key:value} pairs of a line, found by name and never by position: every release adds or moves some.
 */
public final class KeyValues {
    private final String line;

    /** The pairs of this line; it is searched anew for each. */
    public KeyValues(String line) {
        this.line = line;
    }

    /** The value in kB; null where the key is missing, the value cut, or too large, as what the kernel underflowed is. */
    public Long kb(String key) {
        int at = valueOf(key);
        int end = at < 0 ? -1 : Scan.digits(line, at);
        boolean unit = end >= 0 && (line.startsWith("kB", end) || line.startsWith("KB", end)) && endsAt(end + 2);
        return unit ? positive(at, end) : null;
    }

    /** The value without a unit. */
    public Long count(String key) {
        int at = valueOf(key);
        int end = at < 0 ? -1 : Scan.digits(line, at);
        return end >= 0 && endsAt(end) ? positive(at, end) : null;
    }

    private Long positive(int from, int to) {
        long value = Scan.number(line, from, to);
        return value < 0 ? null : (Long) value;
    }

    private boolean endsAt(int at) {
        return at == line.length() || line.charAt(at) == ' ' || line.charAt(at) == '\t';
    }

    private int valueOf(String key) {
        for (int at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1)) {
            int colon = at + key.length();
            boolean begins = at == 0 || line.charAt(at - 1) == ' ' || line.charAt(at - 1) == '\t';
            if (begins && colon < line.length() && line.charAt(colon) == ':') {
                return Scan.blanks(line, colon + 1);
            }
        }
        return -1;
    }
}
