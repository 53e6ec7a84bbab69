// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Logs as test input. */
public final class Logs {
    private Logs() {}

    static String read(String resource) {
        try (InputStream in = Logs.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> lines(String resource) {
        return List.of(read(resource).split("\n"));
    }

    /** The kernel's lines of a log of dmesg's, each with a stamp: that of the line before where dmesg shows none. */
    public static List<KernelLine> stamped(String resource) {
        List<KernelLine> stamped = new ArrayList<>();
        Long micros = null;
        for (String raw : lines(resource)) {
            for (KernelLine line : LogPrefix.parse(stamped.size() + 1, raw)) {
                micros = line.kernelMicros() == null ? micros : line.kernelMicros();
                stamped.add(new KernelLine(line.number(), line.text(), micros, null, line.caller(), null));
            }
        }
        return stamped;
    }

    public static List<FailureReport> failures(List<String> lines) {
        List<FailureReport> failures = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(failures::add);
        for (int i = 0; i < lines.size(); i++) {
            parser.accept(i + 1, lines.get(i));
        }
        parser.flush();
        return failures;
    }

    public static List<FailureReport> failures(String text) {
        return failures(text.lines().toList());
    }

    public static FailureReport failure(String text) {
        List<FailureReport> failures = failures(text);
        if (failures.size() != 1) {
            throw new AssertionError(failures.size() + " failures");
        }
        return failures.get(0);
    }
}
