// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command's words, and its options of the form {@code --name NUMBER}. */
final class Arguments {
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private Arguments() {}

    static Arguments parse(String[] args, int from) {
        Arguments arguments = new Arguments();
        for (int i = from; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                arguments.words.add(args[i]);
            } else if (i + 1 == args.length) {
                throw new UsageException(args[i] + " needs a number");
            } else {
                arguments.options.put(args[i], args[++i]);
            }
        }
        return arguments;
    }

    long number(String option, long standard, long least, long most) {
        String value = options.remove(option);
        if (value == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(option + " is a number from " + least + " to " + most + ", not '" + value + "'");
    }

    /** The words, once every option has been asked for. */
    String[] expect(int count, String otherwise) {
        return expect(count, count, otherwise);
    }

    /** As many words, once every option has been asked for. */
    String[] expect(int least, int most, String otherwise) {
        if (!options.isEmpty()) {
            throw new UsageException(
                    "there is no option '" + options.keySet().iterator().next() + "' here");
        }
        if (words.size() < least || words.size() > most) {
            throw new UsageException(otherwise);
        }
        return words.toArray(String[]::new);
    }
}
