// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.jconsole;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.imageio.ImageIO;

/** The display: what is on it is asked of Swing, what a hand would do is done with the pointer. */
final class Screen {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(50);
    private static final int POLL_MILLIS = 50;
    private static final int POLLS_A_CLICK = 40;

    private final Robot robot;

    Screen() throws AWTException {
        robot = new Robot();
    }

    /** Asks on the thread on which Swing lives. */
    static <T> T ask(Callable<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        try {
            EventQueue.invokeAndWait(() -> {
                try {
                    answer.set(question.call());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (InvocationTargetException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answer.get();
    }

    /** Asks until there is an answer. */
    <T> T await(String what, Callable<T> question) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE) {
            T answer = ask(question);
            if (answer != null) {
                return answer;
            }
            robot.delay(POLL_MILLIS);
        }
        throw new IllegalStateException("not on the screen: " + what);
    }

    /** The first component within another that is shown and of that type and like that. */
    static <T extends Component> T find(Container in, Class<T> type, Predicate<T> like) {
        List<T> all = all(in, type);
        for (T one : all) {
            if (one.isShowing() && like.test(one)) {
                return one;
            }
        }
        return null;
    }

    static <T extends Component> List<T> all(Container in, Class<T> type) {
        List<T> found = new ArrayList<>();
        gather(in, type, found);
        return found;
    }

    private static <T extends Component> void gather(Container in, Class<T> type, List<T> found) {
        for (Component component : in.getComponents()) {
            if (type.isInstance(component)) {
                found.add(type.cast(component));
            }
            if (component instanceof Container container) {
                gather(container, type, found);
            }
        }
    }

    static Frame frame() {
        for (Frame frame : Frame.getFrames()) {
            if (frame.isShowing()) {
                return frame;
            }
        }
        return null;
    }

    /**
     * Clicks into a part of a component until it has had its effect: what is clicked at may move while the window is still
     * being filled.
     */
    <T extends Component> void clickUntil(T on, Function<T, Rectangle> part, int times, Callable<Boolean> done) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE) {
            click(on, part, times);
            for (int polls = 0; polls < POLLS_A_CLICK; polls++) {
                if (ask(done)) {
                    return;
                }
                robot.delay(POLL_MILLIS);
            }
        }
        throw new IllegalStateException("nothing came of clicking " + on);
    }

    private <T extends Component> void click(T on, Function<T, Rectangle> part, int times) {
        Point at = ask(() -> {
            Rectangle bounds = part.apply(on);
            Point corner = on.getLocationOnScreen();
            return new Point(
                    corner.x + bounds.x + Math.min(bounds.width, 120) / 2,
                    corner.y + bounds.y + Math.min(bounds.height, 20) / 2);
        });
        robot.mouseMove(at.x, at.y);
        for (int i = 0; i < times; i++) {
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        }
        robot.waitForIdle();
    }

    /** How many pixels of a component have that colour. */
    int pixels(Component component, int colour) {
        BufferedImage image =
                robot.createScreenCapture(new Rectangle(component.getLocationOnScreen(), component.getSize()));
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    /** Takes a picture of the whole window, with the pointer out of the way. */
    void picture(Path file) throws IOException {
        Rectangle bounds = ask(() -> frame().getBounds());
        robot.mouseMove(bounds.x + bounds.width - 1, bounds.y + 1);
        robot.waitForIdle();
        ImageIO.write(robot.createScreenCapture(bounds), "png", file.toFile());
    }
}
