// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object. Strings, numbers, truth values, lists and objects, down to {@value #DEEPEST} levels and {@value
 * #MOST_VALUES} values; a line is at most {@value Protocol#LONGEST_LINE} characters long, so nothing here can grow beyond that.
 * Numbers that no long can hold are taken for absent. A key that stands twice is refused: who would know which was meant?
 */
final class JsonReader {
    static final int DEEPEST = 8;
    static final int MOST_VALUES = 16_384;

    /** What is there but says nothing: null, or a number that's none of ours. */
    private static final Object ABSENT = new Object();

    private final String line;
    private int at;
    private int values;

    private JsonReader(String line) {
        this.line = line;
    }

    static Fields read(String line) throws Refusal {
        if (line.length() > Protocol.LONGEST_LINE) {
            throw new Refusal("a line of more than " + Protocol.LONGEST_LINE + " characters");
        }
        JsonReader reader = new JsonReader(line);
        if (reader.next() != '{') {
            throw new Refusal("no JSON object");
        }
        Fields fields = reader.object(1);
        if (reader.next() != 0) {
            throw new Refusal("something behind the JSON object");
        }
        return fields;
    }

    private Object value(int depth) throws Refusal {
        if (++values > MOST_VALUES) {
            throw new Refusal("more than " + MOST_VALUES + " values");
        }
        char first = next();
        if (first == '"') {
            return string();
        }
        if (first == '{' || first == '[') {
            if (depth == DEEPEST) {
                throw new Refusal("more than " + DEEPEST + " levels");
            }
            return first == '{' ? object(depth + 1) : list(depth + 1);
        }
        return word();
    }

    private Fields object(int depth) throws Refusal {
        at++;
        Map<String, Object> map = new HashMap<>();
        if (next() == '}') {
            at++;
            return new Fields(map);
        }
        do {
            if (next() != '"') {
                throw new Refusal("no key where one should be");
            }
            String key = string();
            expect(':');
            if (map.put(key, value(depth)) != null) {
                throw new Refusal("a key stands twice");
            }
        } while (comma('}'));
        map.values().removeIf(value -> value == ABSENT);
        return new Fields(map);
    }

    private List<Object> list(int depth) throws Refusal {
        at++;
        List<Object> list = new ArrayList<>();
        if (next() == ']') {
            at++;
            return list;
        }
        do {
            list.add(value(depth));
        } while (comma(']'));
        return list;
    }

    private boolean comma(char end) throws Refusal {
        char c = next();
        at++;
        if (c != ',' && c != end) {
            throw new Refusal("neither a comma nor an end");
        }
        return c == ',';
    }

    private void expect(char wanted) throws Refusal {
        if (next() != wanted) {
            throw new Refusal("no value for a key");
        }
        at++;
    }

    /** 0 at the end. */
    private char next() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t' || line.charAt(at) == '\r')) {
            at++;
        }
        return at < line.length() ? line.charAt(at) : 0;
    }

    private Object word() throws Refusal {
        int begin = at;
        while (at < line.length() && ",]}: \t\r\"[{".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        String word = line.substring(begin, at);
        return switch (word) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "null" -> ABSENT;
            default -> number(word);
        };
    }

    private static Object number(String word) throws Refusal {
        boolean numeric = !word.isEmpty() && word.length() <= 64;
        for (int i = 0; i < word.length() && numeric; i++) {
            numeric = "0123456789+-.eE".indexOf(word.charAt(i)) >= 0;
        }
        if (!numeric) {
            throw new Refusal("a word that is no JSON");
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException fractionOrTooLarge) {
            return ABSENT;
        }
    }

    private String string() throws Refusal {
        StringBuilder text = null;
        int from = ++at;
        for (; at < line.length() && line.charAt(at) != '"'; at++) {
            if (line.charAt(at) < ' ') {
                throw new Refusal("a control character in a string");
            }
            if (line.charAt(at) == '\\') {
                text = text == null ? new StringBuilder() : text;
                text.append(line, from, at++);
                text.append(escaped());
                from = at + 1;
            }
        }
        if (at >= line.length()) {
            throw new Refusal("a string without an end");
        }
        String rest = line.substring(from, at++);
        return text == null ? rest : text.append(rest).toString();
    }

    /** Ends on the escape's last character. */
    private char escaped() throws Refusal {
        char c = at < line.length() ? line.charAt(at) : 0;
        int plain = c == 0 ? -1 : "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (c != 'u' || at + 4 >= line.length()) {
            throw new Refusal("an escape that is none");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(line.charAt(++at), 16);
            if (digit < 0) {
                throw new Refusal("an escape that is none");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
