// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.procfs.Parsed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** One file of the host's procfs: reads it, has it parsed, and knows what came of it. */
abstract class ProcSource<T> {
    private static final String REFUSED = "let this user read it: the kernel's own mode is 0444, so look for a"
            + " container's masked paths or a security module";

    private final String name;
    private final Path root;
    private final File file;
    private final String remedy;
    private volatile SourceState state;

    /**
     * @param path below {@code root}
     * @param remedy what gives a file that is missing on a host whose procfs is there, or that the kernel won't read
     */
    ProcSource(String name, Path root, String path, String remedy) {
        this.name = name;
        this.root = root;
        this.file = root.resolve(path).toFile();
        this.remedy = remedy;
        this.state = unavailable("not read yet", "");
    }

    abstract Parsed<T> parse(byte[] text, int length);

    SourceState state() {
        return state;
    }

    /** What the file says now; null where that can't be read at all, and {@link #state()} says why. */
    T read(ProcReader reader) {
        // asked before it is opened: a missing file then costs no exception a period, and a pipe doesn't block us
        if (!file.isFile()) {
            state = absent();
            return null;
        }
        try {
            reader.read(file);
        } catch (IOException e) {
            state = failed(e);
            return null;
        }
        if (reader.length() == 0) {
            state = reader.overLimit()
                    ? unavailable(file + " is garbage: no line ends within " + limit(), "")
                    : unavailable(file + " is empty", placeRemedy());
            return null;
        }
        Parsed<T> parsed = parse(reader.text(), reader.length());
        if (parsed.value() == null) {
            state = unavailable(file + " can't be read as such: " + parsed.problem(), placeRemedy());
        } else if (reader.overLimit()) {
            state = partial(file + " is larger than " + limit() + ", the rest was not read");
        } else if (parsed.problem().isEmpty()) {
            ok();
        } else {
            state = partial(file + ": " + parsed.problem());
        }
        return parsed.value();
    }

    /** Something is missing that the text itself doesn't show; kept only where nothing worse is known. */
    void lacks(String what) {
        if (state.status() == Status.OK) {
            state = partial(file + ": " + what);
        }
    }

    private void ok() {
        if (state.status() != Status.OK) {
            state = SourceState.ok(name);
        }
    }

    private static String limit() {
        return (ProcReader.LIMIT >> 20) + " MiB";
    }

    private SourceState partial(String detail) {
        return new SourceState(name, Status.PARTIAL, detail, "");
    }

    private SourceState unavailable(String detail, String remedy) {
        return new SourceState(name, Status.UNAVAILABLE, detail, remedy);
    }

    private SourceState absent() {
        if (!root.toFile().isDirectory()) {
            return unavailable(root + " isn't there", placeRemedy());
        }
        if (file.getParentFile().isDirectory() && !file.getParentFile().canExecute()) {
            return unavailable(file.getParent() + " may not be entered by this user", REFUSED);
        }
        return file.exists()
                ? unavailable(file + " is no plain file", placeRemedy())
                : unavailable(file + " isn't there", remedy.isEmpty() ? placeRemedy() : remedy);
    }

    private SourceState failed(IOException e) {
        if (!file.isFile()) {
            return absent();
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        if (!file.canRead()) {
            return unavailable(file + " may not be read by this user", REFUSED);
        }
        return unavailable("reading " + file + " fails: " + reason, remedy);
    }

    private String placeRemedy() {
        return "mount the host's procfs and say where it is (proc=PATH, show --proc PATH)";
    }
}
