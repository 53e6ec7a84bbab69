// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Key;
import io.github.buddyscope.cli.screen.Keyboard;
import io.github.buddyscope.cli.screen.Screen;
import io.github.buddyscope.cli.screen.Stty;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Looks at the host, over and over, and shows what it sees: on a terminal as a picture, elsewhere as lines. */
public final class Watch {
    /** Something that ends the wait for the next sample. */
    private enum Wake {
        RESIZED
    }

    private final WatchOptions options;
    private final JvmAccess access;

    /** @param access null to watch the host alone */
    public Watch(WatchOptions options, JvmAccess access) {
        this.options = options;
        this.access = access;
    }

    /** Prints lines until the reader goes away. */
    public void lines(OutputStream out, Charset charset) throws InterruptedException {
        Log log = new Log();
        try (Watched watched = new Watched(options, access)) {
            watched.start();
            long told = 0;
            long due = System.nanoTime();
            for (long n = 1; options.samples() == 0 || n <= options.samples(); n++) {
                watched.sample();
                StringBuilder text = new StringBuilder();
                long total = watched.happenings().total();
                for (String line : log.lines(
                        watched.scene(nanos(options.periodMillis())),
                        watched.happenings().since(told))) {
                    text.append(line).append('\n');
                }
                told = total;
                out.write(text.toString().getBytes(charset));
                out.flush();
                due = next(due, options.periodMillis());
                if (n != options.samples()) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
            }
        } catch (IOException nobodyReads) {
            return;
        }
    }

    /** Takes the terminal until somebody wants it back. */
    public void picture(boolean colours, Glyphs glyphs, Charset charset) throws IOException, InterruptedException {
        BlockingQueue<Object> wakes = new LinkedBlockingQueue<>();
        Picture picture = new Picture(glyphs, ZoneId.systemDefault());
        try (Watched watched = new Watched(options, access);
                Screen screen = new Screen(colours, charset, () -> wakes.add(Wake.RESIZED))) {
            screen.open();
            if (screen.hasKeys()) {
                Keyboard.start(wakes::add);
            }
            watched.start();
            Ui ui = Ui.of(options.periodMillis());
            Stty.Size size = size();
            Scene scene = null;
            long due = System.nanoTime();
            long samples = 0;
            while (options.samples() == 0 || samples < options.samples()) {
                long now = System.nanoTime();
                if (now - due >= 0) {
                    long before = watched.happenings().total();
                    watched.sample();
                    samples++;
                    due = next(due, ui.periodMillis());
                    if (!ui.paused()) {
                        ui = ui.came((int) (watched.happenings().total() - before));
                    }
                }
                if (scene == null || !ui.paused()) {
                    scene = watched.scene(nanos(ui.periodMillis()));
                }
                screen.show(picture.of(scene, ui, size));
                Object wake = wakes.poll(Math.max(1, due - System.nanoTime()), TimeUnit.NANOSECONDS);
                while (wake != null) {
                    if (wake == Key.QUIT) {
                        return;
                    }
                    if (wake == Wake.RESIZED) {
                        size = size();
                    } else if (wake == Key.REDRAW) {
                        size = size();
                        screen.forget();
                    } else if (wake instanceof Key key) {
                        Ui pressed =
                                ui.press(key, zones(scene), scene.happenings().size());
                        if (pressed.periodMillis() != ui.periodMillis()) {
                            watched.period(pressed.periodMillis());
                            due = Math.min(due, System.nanoTime() + nanos(pressed.periodMillis()));
                        }
                        ui = pressed;
                    }
                    wake = wakes.poll();
                }
            }
        }
    }

    private static int zones(Scene scene) {
        return scene.reading() == null ? 0 : scene.reading().now().zones().size();
    }

    private static Stty.Size size() {
        Stty.Size size = Stty.size();
        return size == null ? Stty.Size.USUAL : size;
    }

    /** When the next sample is due; what was missed, as while the process was stopped, isn't made up for. */
    private static long next(long due, long periodMillis) {
        long now = System.nanoTime();
        long next = due + nanos(periodMillis);
        return next - now > 0 ? next : now + nanos(periodMillis);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
