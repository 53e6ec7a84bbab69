// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import io.github.buddyscope.diagnosis.origin.Subsystems.Subsystem;
import io.github.buddyscope.model.Origin.Frame;
import java.util.List;

/**
 * Reads a trail from inside: the first driver or subsystem that asked on its own account is the origin. Helpers and
 * libraries give way to whoever called them.
 */
final class OriginFinder {
    /** Beyond these a trace goes on with what was under way before, which asked for nothing. */
    private static final String[] BARRIERS = {
        "*page_fault*",
        "do_user_addr_fault",
        "do_mem_abort",
        "do_DataAbort",
        "el1_abort",
        "el1_da",
        "shrink_slab",
        "shrink_node",
        "shrink_zone",
        "shrink_lruvec",
        "balance_pgdat",
        "try_to_free_pages",
        "do_try_to_free_pages",
        "try_to_free_mem_cgroup_pages",
        "__node_reclaim",
        "__zone_reclaim",
    };

    private final List<Frame> frames;
    private Found helper;
    private Found library;

    private OriginFinder(List<Frame> frames) {
        this.frames = frames;
    }

    /** Null where no frame says anything. */
    static Found find(List<Frame> frames) {
        return new OriginFinder(frames).find();
    }

    private Found find() {
        Found ring = receiveRing();
        if (ring != null) {
            return ring;
        }
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (barrier(frame)) {
                break;
            }
            Found found = at(i, frame);
            if (found != null) {
                return found;
            }
        }
        return library != null ? library : helper;
    }

    /**
     * A driver's function that does nothing but fill its receive ring: what old traces show further in was left on the
     * stack by the packets that it handled before.
     */
    private Found receiveRing() {
        for (int i = 0; i < frames.size() && !barrier(frames.get(i)); i++) {
            String driver = driver(frames.get(i));
            if (driver != null && Drivers.fillsRing(frames.get(i).function())) {
                return driver(driver, i, null);
            }
        }
        return null;
    }

    /** How many frames, from inside, belong to the origin or to nobody else. */
    static int within(List<Frame> frames, Found found) {
        for (int i = found == null ? 0 : found.at() + 1; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            String driver = driver(frame);
            Subsystem subsystem = driver == null ? Subsystems.of(frame.function()) : null;
            String name = subsystem == null ? driver : subsystem.name;
            if (barrier(frame) || name != null && (found == null || !name.equals(found.name()))) {
                return i;
            }
        }
        return frames.size();
    }

    /** What the frame settles; null where it has to be looked further out. */
    private Found at(int i, Frame frame) {
        String driver = driver(frame);
        if (driver != null && !Drivers.isLibrary(driver)) {
            return driver(driver, i, library != null ? library : helper);
        }
        if (driver != null) {
            library = library != null ? library : driver(driver, i, null);
            return null;
        }
        Subsystem subsystem = Subsystems.of(frame.function());
        if (subsystem == null) {
            return null;
        }
        if (subsystem.helper) {
            helper = helper != null ? helper : new Found(subsystem.name, subsystem.words, frame, null, i);
            return null;
        }
        return library != null ? library : new Found(subsystem.name, subsystem.words, frame, caller(i), i);
    }

    private Found driver(String name, int from, Found through) {
        Frame told = frames.get(from);
        String words = name;
        for (int i = from; i < frames.size() && !barrier(frames.get(i)); i++) {
            Frame frame = frames.get(i);
            String doing = name.equals(driver(frame)) ? Drivers.doing(frame.function()) : null;
            if (doing != null) {
                words = name + ", " + doing;
                told = frame;
                break;
            }
        }
        boolean other = through != null && !through.name().equals(name);
        if (other) {
            words += ", through " + through.name();
        }
        Frame more = told != frames.get(from) ? told : other ? through.frame() : null;
        return new Found(name, words, frames.get(from), more, from);
    }

    /** The driver or file system on whose behalf a subsystem asked; null where none is in the trail. */
    private Frame caller(int from) {
        for (int i = from + 1; i < frames.size() && !barrier(frames.get(i)); i++) {
            String driver = driver(frames.get(i));
            if (driver != null && !Drivers.isLibrary(driver)) {
                return frames.get(i);
            }
        }
        return null;
    }

    static String driver(Frame frame) {
        return frame.module() != null && !frame.module().isEmpty() ? frame.module() : Drivers.builtIn(frame.function());
    }

    private static boolean barrier(Frame frame) {
        for (String pattern : BARRIERS) {
            if (Pattern.matches(pattern, frame.function())) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param frame that named the origin
     * @param other a second frame: what a driver was at or through whom it asked, or for whom a subsystem did; null for none
     * @param at index of {@code frame}
     */
    record Found(String name, String words, Frame frame, Frame other, int at) {}
}
