// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Chooses the kernel log that the option {@code kernel} asks for. Opens files to see whether it may, and reads nothing. */
public final class KernelLogs {
    /** Where log daemons write the kernel's lines: Debian and Ubuntu, Red Hat and SUSE, and those that have one file for all. */
    private static final List<Path> USUAL_FILES =
            List.of(Path.of("/var/log/kern.log"), Path.of("/var/log/messages"), Path.of("/var/log/syslog"));

    private static final String FILE = "file:";

    private KernelLogs() {}

    /**
     * A source that is not started yet. A log that can't be read is told by its state, never thrown.
     *
     * @param option {@code auto}, {@code kmsg}, {@code file:PATH} or {@code none}
     * @param parser for lines of files
     */
    public static KernelLogSource of(String option, LineParser parser) {
        if (option.equals("auto")) {
            return auto(KmsgSource.DEVICE, USUAL_FILES, parser);
        }
        if (option.equals(KmsgSource.NAME)) {
            return new KmsgSource(KmsgSource.DEVICE, new KernelClock());
        }
        if (option.startsWith(FILE) && option.length() > FILE.length()) {
            try {
                return new FileSource(Path.of(option.substring(FILE.length())), parser);
            } catch (InvalidPathException e) {
                return new AbsentSource(new SourceState(
                        "file", Status.UNAVAILABLE, "not a path: " + e.getReason(), "kernel=file:PATH"));
            }
        }
        if (option.equals("none")) {
            return new AbsentSource(new SourceState("none", Status.OFF, "switched off by kernel=none", ""));
        }
        return new AbsentSource(new SourceState(
                "none", Status.UNAVAILABLE, "no such kernel log", "kernel=auto, kmsg, file:PATH or none"));
    }

    /** What {@code auto} could read here and now, without reading it. */
    public static SourceState look(LineParser parser) {
        try (KernelLogSource chosen = auto(KmsgSource.DEVICE, USUAL_FILES, parser)) {
            return chosen instanceof KmsgSource ? KmsgSource.probe(KmsgSource.DEVICE) : chosen.state();
        }
    }

    static KernelLogSource auto(Path device, List<Path> files, LineParser parser) {
        KmsgSource kmsg = new KmsgSource(device, new KernelClock());
        SourceState probed = KmsgSource.probe(device);
        if (probed.status() == Status.OK) {
            return kmsg;
        }
        StringBuilder refusals = new StringBuilder();
        for (Path file : files) {
            String refusal = refusal(file);
            if (refusal.isEmpty()) {
                return new ChosenSource(
                        new FileSource(file, parser),
                        Text.joined(probed.detail(), refusals.toString()),
                        probed.remedy());
            }
            refusals.append(refusals.length() == 0 ? "" : "; ").append(refusal);
        }
        return new ChosenSource(kmsg, refusals.toString(), ""); // it is tried again, and may be granted meanwhile
    }

    private static String refusal(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return FileRefusal.notAFile(file, Files.isDirectory(file)).detail();
        }
        try {
            FileChannel.open(file, StandardOpenOption.READ).close();
            return "";
        } catch (NoSuchFileException e) {
            return file + " does not exist";
        } catch (IOException e) {
            return FileRefusal.NONE.or(file, e).detail();
        }
    }
}
