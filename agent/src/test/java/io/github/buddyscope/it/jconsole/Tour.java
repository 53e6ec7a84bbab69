// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.jconsole;

import java.nio.file.Path;

/**
 * JConsole at another JVM with the agent, on the display that there is: looks at what a user would and says what is to be
 * seen there, a line each. Arguments are the process id and a directory for pictures. Needs jdk.jconsole's package
 * sun.tools.jconsole exported.
 */
public final class Tour {
    private final Screen screen;
    private final MBeansTab beans;
    private final Path images;

    private Tour(Screen screen, MBeansTab beans, Path images) {
        this.screen = screen;
        this.beans = beans;
        this.images = images;
    }

    public static void main(String[] arguments) throws Exception {
        Path images = Path.of(arguments[1]);
        Class.forName("sun.tools.jconsole.JConsole")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {"-interval=1", arguments[0]});
        Screen screen = new Screen();
        int status = 1;
        try {
            new Tour(screen, MBeansTab.open(screen), images).run();
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
            screen.picture(Path.of("target", "jconsole-failed.png"));
        }
        System.exit(status);
    }

    private void run() throws Exception {
        say("beans", beans.below("buddyscope"));
        say("zones", beans.below("buddyscope", "Zone", "0"));
        subscribe("KernelFailures");
        subscribe("Correlation");
        say("subscribed", true);
        oneAttribute();
        opened("Host", "FreeBlocksByOrder", "jconsole-table.png");
        opened("Agent", "Sources", "jconsole-sources.png");
        notified("KernelFailures", "jconsole-notification.png");
        notified("Correlation", null);
        verdict();
        chart();
    }

    private void subscribe(String bean) {
        beans.choose("buddyscope", bean, "Notifications");
        beans.press("Subscribe", () -> beans.labelled("Notifications[0]", "buddyscope", bean));
    }

    /** What one attribute's own panel says. */
    private void oneAttribute() throws Exception {
        beans.choose("buddyscope", "Zone", "0", "Normal", "Attributes", "FreeBlocksOrder5");
        say("value", beans.beside("FreeBlocksOrder5"));
        say("description", beans.beside("Description"));
        say("units", beans.beside("units"));
        screen.picture(images.resolve("jconsole-attribute.png"));
    }

    /** An attribute that is opened with a double click. */
    private void opened(String bean, String name, String image) throws Exception {
        beans.choose("buddyscope", bean, "Attributes");
        say(name, beans.open(name));
        screen.picture(images.resolve(image));
    }

    private void notified(String bean, String image) throws Exception {
        screen.await(
                "a notification of " + bean,
                () -> beans.labelled("Notifications[1]", "buddyscope", bean) ? true : null);
        beans.choose("buddyscope", bean, "Notifications");
        say("notified of " + bean, beans.shown());
        if (image != null) {
            screen.picture(images.resolve(image));
        }
    }

    /** The last verdict and, within it, its summary. */
    private void verdict() throws Exception {
        beans.choose("buddyscope", "Correlation", "Attributes");
        say("LastVerdict", beans.open("LastVerdict"));
        say("its summary", beans.openWithin("LastVerdict", "Summary"));
        screen.picture(images.resolve("jconsole-verdict.png"));
    }

    private void chart() throws Exception {
        beans.choose("buddyscope", "Zone", "0", "Normal", "Attributes");
        say("chart", beans.open("FreeBlocksOrder5"));
        int atFirst = beans.pixelsOfTheLine();
        screen.await("a line in the chart", () -> beans.pixelsOfTheLine() > atFirst + 60 ? true : null);
        screen.picture(images.resolve("jconsole-chart.png"));
    }

    private static void say(String what, Object seen) {
        System.out.println(what + ": " + seen);
    }
}
