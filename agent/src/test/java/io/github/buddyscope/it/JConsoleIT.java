// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.jconsole.Tour;
import io.github.buddyscope.it.jconsole.XServer;
import io.github.buddyscope.it.service.Obedient;
import java.awt.image.BufferedImage;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What JConsole shows of the MBeans, by the pointer on a display of its own. {@code -Djconsole.images=DIRECTORY} keeps the
 * pictures, as {@code docs/jconsole.sh} does.
 */
class JConsoleIT {
    private static final List<String> IMAGES = List.of(
            "jconsole-attribute.png",
            "jconsole-table.png",
            "jconsole-sources.png",
            "jconsole-notification.png",
            "jconsole-verdict.png",
            "jconsole-chart.png");

    @TempDir
    Path directory;

    @BeforeEach
    void somethingToShowItOn() {
        Path home = Path.of(System.getProperty("java.home"));
        Assumptions.assumeTrue(XServer.isHere(), "there is no Xvfb (Debian: xvfb)");
        Assumptions.assumeTrue(
                ModuleFinder.ofSystem().find("jdk.jconsole").isPresent(), home + " has no module jdk.jconsole");
        Assumptions.assumeTrue(
                Files.exists(home.resolve("lib/libawt_xawt.so")),
                home + " is headless, without libawt_xawt.so (Debian: openjdk-17-jre)");
    }

    @Test
    void showsBeansValuesDescriptionsUnitsChartTableAndNotifications() throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        Path images = Path.of(System.getProperty("jconsole.images", directory.toString()));
        try (XServer screen = XServer.start();
                ForkedJvm service = ForkedJvm.of(Jdk.own())
                        .agent("window=1s,trace=off,kernel=file:" + log)
                        .run(Obedient.class)
                        .awaitOut("ready");
                ForkedJvm tour = ForkedJvm.of(Jdk.own())
                        .environment("DISPLAY", screen.display())
                        .flags("--add-exports=jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED")
                        .run(Tour.class, Long.toString(service.pid()), images.toString())) {
            tour.awaitOut("subscribed: true");
            service.say("direct 5000000");
            Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);

            tour.awaitOut("notified of Correlation: ").awaitOut("chart: ");
            assertThat(tour.exitCode()).as("%s", tour).isZero();

            assertThat(said(tour, "beans"))
                    .isEqualTo("[Agent, Correlation, DirectBuffers, Host, KernelFailures, Stalls, Zone]");
            assertThat(said(tour, "zones")).contains("Normal");
            assertThat(said(tour, "value")).matches("\\d+");
            assertThat(said(tour, "description")).isEqualTo("Free blocks of exactly 2^5 pages");
            assertThat(said(tour, "units")).isEqualTo("blocks");
            assertThat(said(tour, "FreeBlocksByOrder"))
                    .contains("order 0 (4 KiB): ")
                    .contains("order 10 (4 MiB): ");
            assertThat(said(tour, "Sources")).contains("Source = buddyinfo | Status = OK");
            assertThat(said(tour, "notified of KernelFailures")).contains("buddyscope.failure");
            assertThat(said(tour, "notified of Correlation")).contains("buddyscope.verdict");
            assertThat(said(tour, "LastVerdict")).contains("Cause = FRAGMENTATION", "Origin = i40e", "Order = 5");
            assertThat(said(tour, "its summary")).contains("A request for 128 KiB in one piece failed (origin: i40e).");
            assertThat(said(tour, "chart")).contains("XPlottingViewer").contains("FreeBlocksOrder5");
        }
        assertThat(IMAGES).allSatisfy(name -> {
            BufferedImage image = ImageIO.read(images.resolve(name).toFile());
            assertThat(image.getWidth()).isEqualTo(1200);
        });
    }

    /** What follows a key, up to the next. */
    private static String said(ForkedJvm tour, String key) {
        var found = Pattern.compile(
                        "^" + key + ": (.*?)$(?=\\R[A-Za-z ]+: |\\R?\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(tour.out());
        assertThat(found.find()).as("%s in %s", key, tour).isTrue();
        return found.group(1);
    }
}
