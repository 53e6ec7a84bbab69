// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.request.RequestMeaning.Reading;
import io.github.buddyscope.model.Request;
import java.util.List;

/** A request's flags for people: the bits, their names, and what they meant. */
final class FlagsText {
    private FlagsText() {}

    /** {@code 0x80d0 = GFP_KERNEL | __GFP_ZERO, decoded from the bits for this kernel}. */
    static String bits(Request request, Diagnosis diagnosis) {
        String mode = "0x" + Long.toHexString(request.mode());
        if (diagnosis.flagsFrom() != null) {
            return mode + " = " + names(diagnosis.flags())
                    + (diagnosis.flagsFrom().equals("bits") ? ", decoded from the bits for this kernel" : "");
        }
        StringBuilder text = new StringBuilder(mode);
        for (Reading reading : diagnosis.meaning().readings()) {
            text.append(text.length() == mode.length() ? " is " : ", but ")
                    .append(names(reading.names()))
                    .append(" on kernels ")
                    .append(reading.versions());
        }
        return diagnosis.meaning().readings().isEmpty()
                ? text.append(": not the flags of a request").toString()
                : text.append("; the report doesn't tell which kernel it was").toString();
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "no flag at all" : String.join(" | ", names);
    }

    /** "" where the flags aren't known. */
    static String meaning(RequestMeaning meaning) {
        if (!meaning.known()) {
            return "";
        }
        if (meaning.sentences().isEmpty()) {
            return meaning.words();
        }
        String place = meaning.place();
        return String.join(" ", meaning.sentences()) + " It was " + place + ".";
    }
}
