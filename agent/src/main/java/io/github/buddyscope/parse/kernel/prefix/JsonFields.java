// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of a JSON object that stands on one line, as log shippers and {@code journalctl -o json} write it. A reader for
 * what such lines need and no more: strings, numbers, and bytes as an array of numbers; what is nested is passed over.
 *
 * <p>Hostile input: no recursion, one pass, and at most {@value #MAX_FIELDS} fields of at most {@value #MAX_LINE} characters
 * in all. A field that stands twice is one that can't be trusted: it counts as missing.
 */
final class JsonFields {
    static final int MAX_LINE = 64 * 1024;
    static final int MAX_FIELDS = 256;

    private final String line;
    private final Map<String, String> fields = new HashMap<>();
    private int at;

    private JsonFields(String line) {
        this.line = line;
    }

    /** Null where the line isn't a whole object, or one with too much in it. */
    static JsonFields parse(String line) {
        if (line.length() > MAX_LINE) {
            return null;
        }
        JsonFields object = new JsonFields(line);
        return object.object() ? object : null;
    }

    /** A string, a number as it is written, or bytes as UTF-8; null where the field is missing, null or nested. */
    String get(String name) {
        return fields.get(name);
    }

    /** Of several names the first that has a value. */
    String first(String... names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A number that isn't negative, quoted or not; null where there is none. */
    Long number(String name) {
        String value = fields.get(name);
        long number = value == null ? -1 : Scan.number(value, 0, value.length());
        return number < 0 ? null : (Long) number;
    }

    private boolean object() {
        if (!taken('{')) {
            return false;
        }
        if (taken('}')) {
            return over();
        }
        do {
            String name = next() == '"' ? string() : null;
            if (name == null || !taken(':') || fields.size() == MAX_FIELDS) {
                return false;
            }
            int from = at;
            String value = value();
            if (at == from) {
                return false;
            }
            fields.put(name, fields.containsKey(name) ? null : value);
        } while (taken(','));
        return taken('}') && over();
    }

    /** Behind the object only blanks, or the comma of a list with an object a line. */
    private boolean over() {
        taken(',');
        return next() == 0;
    }

    /** Moves behind the value; stays where there is none. */
    private String value() {
        int from = at;
        char first = next();
        if (first == '"') {
            String string = string();
            at = string == null ? from : at;
            return string;
        }
        if (first == '[' || first == '{') {
            int begin = at;
            boolean nested = skipped();
            at = nested ? at : from;
            return nested && first == '[' ? bytes(begin, at) : null;
        }
        int begin = at;
        while (at < line.length() && ",}] \t".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        String word = line.substring(begin, at);
        return word.equals("null") ? null : word;
    }

    private char next() {
        at = Scan.blanks(line, at);
        return at < line.length() ? line.charAt(at) : 0;
    }

    private boolean taken(char wanted) {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The string that begins here, unescaped; null where it doesn't end. */
    private String string() {
        StringBuilder text = null;
        int from = at + 1;
        int i = from;
        for (; i < line.length() && line.charAt(i) != '"'; i++) {
            if (line.charAt(i) == '\\') {
                text = text == null ? new StringBuilder() : text;
                text.append(line, from, i);
                i = escape(i + 1, text);
                if (i < 0) {
                    return null;
                }
                from = i + 1;
            }
        }
        if (i >= line.length()) {
            return null;
        }
        at = i + 1;
        return text == null
                ? line.substring(from, i)
                : text.append(line, from, i).toString();
    }

    /** Appends what is escaped; the position of the escape's last character, or -1. */
    private int escape(int i, StringBuilder text) {
        char c = i < line.length() ? line.charAt(i) : 0;
        int plain = "\"\\/bfnrt".indexOf(c);
        if (c != 0 && plain >= 0) {
            text.append("\"\\/\b\f\n\r\t".charAt(plain));
            return i;
        }
        int end = i + 5;
        if (c != 'u' || end > line.length() || Scan.hexDigits(line, i + 1) < end) {
            return -1;
        }
        text.append((char) Integer.parseInt(line, i + 1, end, 16));
        return end - 1;
    }

    /** Passes over an array or object; false where it doesn't end. */
    private boolean skipped() {
        int depth = 0;
        boolean quoted = false;
        for (int i = at; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    /** {@code [103,114,195]}, as journalctl writes what isn't printable; null for any other array. */
    private String bytes(int from, int to) {
        byte[] bytes = new byte[(to - from) / 2 + 1];
        int length = 0;
        int i = from + 1;
        while (i < to - 1) {
            int begin = Scan.blanks(line, i);
            int end = Scan.digits(line, begin);
            int value = Scan.smallNumber(line, begin, end, 255);
            int comma = Scan.blanks(line, end);
            boolean last = comma == to - 1;
            if (value < 0 || !last && line.charAt(comma) != ',') {
                return null;
            }
            bytes[length++] = (byte) value;
            i = last ? comma : comma + 1;
        }
        return length == 0 ? null : new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
