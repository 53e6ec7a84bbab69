// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the rules. */
final class Messages {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(
            "io.github.buddyscope.rules.messages", Locale.getDefault(), Messages.class.getClassLoader());

    private Messages() {}

    static String get(String key) {
        return TEXTS.getString(key);
    }
}
