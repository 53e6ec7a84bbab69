// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JSON object's fields. One that is missing or of another type is null: whoever sent it may be of another version. */
final class Fields {
    private final Map<String, Object> map;

    Fields(Map<String, Object> map) {
        this.map = map;
    }

    /** Fit to be shown. */
    String text(String name) {
        return map.get(name) instanceof String text ? SafeText.of(text) : null;
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    Long number(String name) {
        return map.get(name) instanceof Long number ? number : null;
    }

    long number(String name, long otherwise) {
        return map.get(name) instanceof Long number ? number : otherwise;
    }

    Integer integer(String name) {
        return map.get(name) instanceof Long number && number == number.intValue() ? (Integer) number.intValue() : null;
    }

    int integer(String name, int otherwise) {
        Integer number = integer(name);
        return number == null ? otherwise : number;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    Fields object(String name) {
        return map.get(name) instanceof Fields fields ? fields : null;
    }

    /** Those that are objects; empty where there is no list. */
    List<Fields> objects(String name) {
        List<Fields> found = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Fields fields) {
                    found.add(fields);
                }
            }
        }
        return found;
    }

    /** Empty where there is no list; with another thing than a text in it, it's none. */
    List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof String text)) {
                    return List.of();
                }
                found.add(SafeText.of(text));
            }
        }
        return found;
    }

    /** Null where there is no list; with another thing than a number in it, it's none. */
    List<Long> numbers(String name) {
        if (!(map.get(name) instanceof List<?> list)) {
            return null;
        }
        List<Long> found = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Long number)) {
                return null;
            }
            found.add(number);
        }
        return found;
    }

    /** The constant of that name; null where there is none. */
    <E extends Enum<E>> E constant(String name, E[] constants) {
        Object word = map.get(name);
        for (E constant : constants) {
            if (constant.name().equals(word)) {
                return constant;
            }
        }
        return null;
    }
}
