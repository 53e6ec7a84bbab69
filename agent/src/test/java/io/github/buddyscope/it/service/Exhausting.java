// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes all there is of something, and holds it for a while during which nobody else gets any. */
final class Exhausting {
    private static final int LEAST = 16;

    private static final String[] SELDOM_LOADED = {
        "java.util.concurrent.Phaser",
        "java.util.concurrent.Exchanger",
        "java.util.concurrent.DelayQueue",
        "java.util.concurrent.LinkedTransferQueue",
        "java.text.ChoiceFormat",
        "java.text.BreakIterator",
        "java.text.RuleBasedCollator",
        "java.time.chrono.JapaneseChronology",
        "java.time.chrono.HijrahChronology",
    };

    private Exhausting() {}

    /** Fills the heap to its last words for so many milliseconds, and says when it first is. */
    static String heap(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Object> held = new ArrayList<>(1 << 16);
        boolean said = false;
        int times = 0;
        int size = 1 << 20;
        while (System.nanoTime() < end) {
            try {
                held.add(new byte[size]);
            } catch (OutOfMemoryError e) {
                times++;
                if (size == LEAST && !said) {
                    said = sayFull(held);
                    size = 1 << 20;
                }
                size = Math.max(LEAST, size >> 2);
            }
        }
        held.clear();
        return times > 0 ? "was full" : "never full";
    }

    /** With what is given up of the heap for it; somebody else may be quicker to take that. */
    private static boolean sayFull(List<Object> held) {
        held.remove(0); // the largest
        try {
            System.out.println("is full");
            return true;
        } catch (OutOfMemoryError taken) {
            return false;
        }
    }

    /** Fills the heap and then loads classes of the JDK's, most of which there isn't room for; says how many it tried. */
    static int loading() {
        List<Object> held = new ArrayList<>(1 << 16);
        int size = 1 << 20;
        while (size >= LEAST) {
            try {
                held.add(new byte[size]);
            } catch (OutOfMemoryError e) {
                size >>= 2;
            }
        }
        int tried = 0;
        for (String name : SELDOM_LOADED) {
            try {
                Class.forName(name, false, null);
            } catch (Throwable e) {
                tried++;
            }
        }
        held.clear();
        return tried;
    }

    /** Defines classes until the JVM has no room for more, says so, and goes on trying for so many milliseconds. */
    static String classes(int millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        byte[] template = Exhausting.class
                .getResourceAsStream("Exhausting$Template.class")
                .readAllBytes();
        List<Object> held = new ArrayList<>(1 << 16);
        int times = 0;
        while (System.nanoTime() < end) {
            try {
                held.add(
                        MethodHandles.lookup().defineHiddenClass(template, true).lookupClass());
            } catch (OutOfMemoryError e) {
                if (times++ == 0) {
                    System.out.println("is full");
                }
            }
        }
        held.clear();
        System.gc();
        return times > 0 ? "was full" : "never full";
    }

    /** One of many. */
    static final class Template {
        static final Object[] WEIGHT = {"a", "few", "constants", "and", "a", "table"};

        private Template() {}

        @Override
        public String toString() {
            return WEIGHT.length + "";
        }
    }
}
