// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import io.github.buddyscope.source.kernellog.delivery.Text;
import io.github.buddyscope.source.kernellog.file.FileRefusal;
import io.github.buddyscope.source.kernellog.file.FileSource;
import io.github.buddyscope.source.kernellog.file.LineParser;
import io.github.buddyscope.source.kernellog.journal.JournalAccess;
import io.github.buddyscope.source.kernellog.journal.JournalSource;
import io.github.buddyscope.source.kernellog.kmsg.KmsgSource;
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
     * @param option {@code auto}, {@code kmsg}, {@code journal}, {@code file:PATH} or {@code none}
     * @param parser for lines of files
     */
    public static KernelLogSource of(String option, LineParser parser) {
        if (option.equals("auto")) {
            return auto(KmsgSource.DEVICE, null, USUAL_FILES, parser);
        }
        if (option.equals(KmsgSource.NAME)) {
            return new KmsgSource(KmsgSource.DEVICE, new KernelClock());
        }
        if (option.equals(JournalSource.NAME)) {
            return new JournalSource(JournalAccess.ofThisHost());
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
                "none", Status.UNAVAILABLE, "no such kernel log", "kernel=auto, kmsg, journal, file:PATH or none"));
    }

    /** What this process could read here and now, without reading it, in the order in which {@code auto} tries: it takes the first that is OK. */
    public static List<SourceState> look() {
        return List.of(
                KmsgSource.probe(KmsgSource.DEVICE), JournalAccess.ofThisHost().probe(), usualFile(USUAL_FILES));
    }

    /**
     * Tries the device, the journal and the files, in this order; asks the journal only where the device is refused.
     *
     * @param hosts null for this host's, which is looked for only where it's asked
     */
    static KernelLogSource auto(Path device, JournalAccess hosts, List<Path> files, LineParser parser) {
        KmsgSource kmsg = new KmsgSource(device, new KernelClock());
        SourceState ofKmsg = KmsgSource.probe(device);
        if (ofKmsg.status() == Status.OK) {
            return kmsg;
        }
        JournalAccess journal = hosts == null ? JournalAccess.ofThisHost() : hosts;
        SourceState ofJournal = journal.probe();
        if (ofJournal.status() == Status.OK) {
            return new ChosenSource(new JournalSource(journal), refusal(ofKmsg), ofKmsg.remedy());
        }
        SourceState ofFile = usualFile(files);
        if (ofFile.status() == Status.OK) {
            return new ChosenSource(
                    new FileSource(Path.of(ofFile.source().substring(FILE.length())), parser),
                    Text.joined(refusal(ofKmsg), refusal(ofJournal), ofFile.detail()),
                    ofKmsg.remedy());
        }
        // the device is tried again, and may be granted meanwhile
        return new ChosenSource(
                kmsg,
                Text.joined(refusal(ofJournal), ofFile.detail()),
                ofJournal.remedy().isEmpty() ? "" : "or for the journal: " + ofJournal.remedy());
    }

    private static String refusal(SourceState state) {
        return state.detail().startsWith("/") ? state.detail() : state.source() + ": " + state.detail();
    }

    /** The first that can be opened, with what is wrong with those before it; none of them where none can. */
    private static SourceState usualFile(List<Path> files) {
        StringBuilder refusals = new StringBuilder();
        String remedy = "";
        for (Path file : files) {
            FileRefusal refusal = refusal(file);
            if (refusal == FileRefusal.NONE) {
                return new SourceState(FILE + file, Status.OK, refusals.toString(), "");
            }
            refusals.append(refusals.length() == 0 ? "" : "; ").append(refusal.detail());
            remedy = remedy.isEmpty() ? refusal.remedy() : remedy;
        }
        return new SourceState("file", Status.UNAVAILABLE, refusals.toString(), remedy);
    }

    private static FileRefusal refusal(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return FileRefusal.notAFile(file, Files.isDirectory(file));
        }
        try {
            FileChannel.open(file, StandardOpenOption.READ).close();
            return FileRefusal.NONE;
        } catch (NoSuchFileException e) {
            return new FileRefusal("", file + " does not exist", "");
        } catch (IOException e) {
            return FileRefusal.NONE.or(file, e);
        }
    }
}
