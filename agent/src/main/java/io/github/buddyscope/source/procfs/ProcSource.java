// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.HostLayout;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.procfs.NumberPlaces;
import io.github.buddyscope.parse.procfs.Parsed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One file of the host's procfs: reads it, has it parsed where more than numbers has changed, and knows what came of it. For
 * one thread at a time, but for {@link #state()}.
 */
abstract class ProcSource<T> implements NumberPlaces.Slots, ProcFile.Noise {
    private static final String REFUSED = "let this user read it: the kernel's own mode is 0444, so look for a"
            + " container's masked paths or a security module";

    private final String name;
    private final Path root;
    private final File file;
    private final ProcFile text;
    private final String remedy;
    private final NumberPlaces places = new NumberPlaces();
    private HostLayout layout;
    private T parsed;
    private boolean placed;
    private boolean missing;
    private volatile SourceState state;

    /**
     * @param path below {@code root}
     * @param remedy what gives a file that is missing on a host whose procfs is there, or that the kernel won't read
     */
    ProcSource(String name, Path root, String path, String remedy) {
        this.name = name;
        this.root = root;
        this.file = root.resolve(path).toFile();
        this.text = new ProcFile(file, this);
        this.remedy = remedy;
        this.state = unavailable("not read yet", "");
    }

    abstract Parsed<T> parse(byte[] text, int length, NumberPlaces places);

    /** Where a number goes that the parser found at that row and column of {@code value}. */
    abstract int slot(HostLayout to, T value, int row, int column);

    @Override
    public int without(byte[] large, int from, int to) {
        return to;
    }

    @Override
    public final int slot(int row, int column) {
        return slot(layout, parsed, row, column);
    }

    SourceState state() {
        return state;
    }

    /**
     * Reads the file.
     *
     * @return whether nothing but numbers has changed since it was parsed; they are written then. Else {@link #parsed()}
     *     tells.
     */
    boolean read(long[] numbers) {
        boolean wasMissing = missing;
        missing = !load();
        placed = placed
                && !missing
                && !text.overLimit()
                && places.follow(text.before(), text.lengthBefore(), text.text(), text.length(), numbers);
        return missing ? wasMissing : placed;
    }

    private boolean load() {
        // asked before it is opened: a missing file then costs no exception a period, and a pipe doesn't block us
        if (!text.isOpen() && !file.isFile()) {
            state = absent();
            return false;
        }
        try {
            text.read();
        } catch (IOException e) {
            state = failed(e);
            return false;
        }
        if (text.length() == 0) {
            state = text.overLimit()
                    ? unavailable(file + " is garbage: no line ends within " + limit(), "")
                    : unavailable(file + " is empty", placeRemedy());
            return false;
        }
        return true;
    }

    /** What the file said when it was read; null where that can't be read at all, and {@link #state()} says why. */
    T parsed() {
        placed = false;
        parsed = missing ? null : parse();
        return parsed;
    }

    private T parse() {
        Parsed<T> read = parse(text.text(), text.length(), places);
        if (read.value() == null) {
            state = unavailable(file + " can't be read as such: " + read.problem(), placeRemedy());
        } else if (text.overLimit()) {
            state = partial(file + " is larger than " + limit() + ", the rest was not read");
        } else if (read.problem().isEmpty()) {
            placed = true;
            ok();
        } else {
            state = partial(file + ": " + read.problem());
        }
        return read.value();
    }

    /** Once after {@link #parsed()}: where its numbers go from now on. */
    void resolve(HostLayout to) {
        layout = to;
        if (placed) {
            places.resolve(this);
        }
        parsed = null;
    }

    /** It's read less often than it might be. */
    void rests(String why) {
        if (state.status() == Status.OK && !state.detail().equals(why)) {
            state = new SourceState(name, Status.OK, why, "");
        }
    }

    void close() {
        text.close();
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
        return (ProcFile.LIMIT >> 20) + " MiB";
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
