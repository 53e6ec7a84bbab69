// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium, opened from disk. */
class ReportInBrowserTest {
    private static final int FAILURES = 0;
    private static final int FIRST_ZONE = 3;

    @TempDir
    static Path folder;

    private static Playwright playwright;
    private static Browser browser;
    private static Path twoHours;
    private static Path hostile;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void open() throws IOException {
        Path chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Path node = onPath("node", "nodejs");
        Assumptions.assumeTrue(chromium != null, "no chromium on the path");
        Assumptions.assumeTrue(
                node != null && release(node) >= 18, "no node of release 18 or later to drive the browser");
        System.setProperty("playwright.nodejs.path", node.toString());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        twoHours = Files.writeString(folder.resolve("two hours.html"), ReportPage.of(TwoHours.recorded(2000), "test"));
        hostile = Files.writeString(folder.resolve("hostile.html"), ReportPage.of(Hostile.recorded(), "test"));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOfAndNothingLoaded() {
        if (context != null) {
            context.close();
        }
        assertThat(complaints).isEmpty();
        assertThat(requests)
                .allMatch(url -> url.startsWith("file:") && url.contains(".html"))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void hoveringAMarkShowsWhatItIs() {
        Page page = show(twoHours, desktop());
        BoundingBox flag = box(page.locator(".flag").nth(4));

        page.mouse().move(flag.x + 5, flag.y + 24);

        assertThat(tip(page)).contains("Failure in the kernel’s log", "FRAGMENTATION", "i40e", "± 44 ms");
    }

    @Test
    void hoveringAZoneShowsItsBlocksThen() {
        Page page = show(twoHours, desktop());
        BoundingBox zone = box(plot(page, FIRST_ZONE));

        page.mouse().move(zone.x + 400, zone.y + zone.height - 5);

        assertThat(tip(page)).contains("order 0 (4 KiB)", "free", "watermarks", "UTC");
    }

    @Test
    void draggingZoomsAllChartsAndADoubleClickTakesItBack() {
        Page page = show(twoHours, desktop());
        String whole = span(page);
        BoundingBox zone = box(plot(page, FIRST_ZONE));

        page.mouse().move(zone.x + 300, zone.y + 20);
        page.mouse().down();
        page.mouse().move(zone.x + 420, zone.y + 20);
        page.mouse().up();

        String zoomed = span(page);
        assertThat(zoomed).isNotEqualTo(whole).contains("min");
        await().until(() -> page.evaluate("location.hash").toString().startsWith("#t="));

        page.mouse().dblclick(zone.x + 300, zone.y + 20);
        assertThat(span(page)).isEqualTo(whole);
    }

    @Test
    void keysAndTheWheelZoomAndStepFromMarkToMark() {
        Page page = show(twoHours, desktop());
        String whole = span(page);
        plot(page, FAILURES).focus();

        page.keyboard().press("ArrowRight");
        String first = tip(page);
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(tip(page)).isNotEqualTo(first);
        assertThat(page.locator("#aloud").textContent()).isNotBlank();

        page.keyboard().press("+");
        String nearer = span(page);
        assertThat(nearer).isNotEqualTo(whole);
        page.keyboard().press("0");
        assertThat(span(page)).isEqualTo(whole);

        BoundingBox failures = box(plot(page, FAILURES));
        page.mouse().move(failures.x + 300, failures.y + 10);
        page.keyboard().down("Control");
        page.mouse().wheel(0, -200);
        page.keyboard().up("Control");
        await().until(() -> !span(page).equals(whole));
    }

    @Test
    void aVerdictsLinkLeadsToItsMoment() {
        Page page = show(twoHours, desktop());
        String whole = span(page);

        page.locator("#verdict-3 a[href='#moment-3']").click();

        await().until(() -> !span(page).equals(whole));
        assertThat(page.locator("#moment").isVisible()).isTrue();
        String moment = span(page);
        Page other = show(twoHours, context, "#moment-3");
        assertThat(span(other)).isEqualTo(moment);
    }

    @Test
    void aTapShowsTheTipOnAPhoneAndNothingIsWiderThanIt() {
        Page page = show(
                twoHours, desktop().setViewportSize(390, 844).setHasTouch(true).setIsMobile(true));
        Locator zone = plot(page, FIRST_ZONE);
        zone.scrollIntoViewIfNeeded();
        BoundingBox box = box(zone);

        page.touchscreen().tap(box.x + 200, box.y + 60);

        assertThat(tip(page)).contains("largest free block");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void darkAndPrintHaveColoursOfTheirOwn() {
        Page page = show(twoHours, desktop().setColorScheme(ColorScheme.DARK));
        String ground = "getComputedStyle(document.body).backgroundColor";
        assertThat(page.evaluate(ground)).isEqualTo("rgb(18, 21, 26)");

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        await().until(() -> page.evaluate(ground).equals("rgb(255, 255, 255)"));
        assertThat(page.locator(".bar button").first().isVisible()).isFalse();
        assertThat(page.pdf()).startsWith('%', 'P', 'D', 'F');
    }

    @Test
    void hostileTextsAreInertAndReadable() {
        Page page = show(hostile, desktop());
        page.onDialog(dialog -> {
            complaints.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        plot(page, FAILURES).focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");

        assertThat(tip(page)).contains("</script><script>alert(1)");
        assertThat(page.locator("img").count()).isZero();
        assertThat(page.locator("script").count()).isEqualTo(2);
        assertThat(page.locator("h1").textContent()).isEqualTo("Buddyscope report");
    }

    @Test
    void everyChartHasItsTextAndEveryTableItsHeads() {
        Page page = show(twoHours, desktop());

        for (Locator plot : page.locator(".plot").all()) {
            assertThat(plot.getAttribute("aria-label")).hasSizeGreaterThan(20);
        }
        assertThat(page.locator("table").count()).isGreaterThanOrEqualTo(6);
        assertThat(page.locator("table:not(:has(th[scope=col]))").count()).isZero();
    }

    private Page show(Path file, Browser.NewContextOptions options) {
        context = browser.newContext(options);
        return show(file, context, "");
    }

    private Page show(Path file, BrowserContext within, String fragment) {
        Page page = within.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
        page.onPageError(complaints::add);
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(file.toUri() + fragment);
        return page;
    }

    private static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1280, 1400);
    }

    private static Locator plot(Page page, int index) {
        return page.locator(".plot").nth(index);
    }

    private static BoundingBox box(Locator locator) {
        locator.scrollIntoViewIfNeeded();
        return locator.boundingBox();
    }

    private static String tip(Page page) {
        page.locator("#tip").waitFor();
        return page.locator("#tip").textContent();
    }

    private static String span(Page page) {
        return page.locator("#span").textContent();
    }

    private static int release(Path node) throws IOException {
        Process process = new ProcessBuilder(node.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return version.matches("v[0-9]{1,4}\\..*") ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
    }

    private static Path onPath(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String name : names) {
            for (String folder : path.split(File.pathSeparator)) {
                Path file = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }
}
