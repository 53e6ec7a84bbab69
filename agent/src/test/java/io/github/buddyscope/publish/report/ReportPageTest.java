// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.recording.ZoneRow;
import io.github.buddyscope.recording.ZoneTrack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {
    private static final int FIVE_MEGABYTES = 5_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1000, 250})
    void twoHoursMakeAPageBelowFiveMegabytes(int periodMillis) {
        String page = ReportPage.of(TwoHours.recorded(periodMillis), "test");

        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(FIVE_MEGABYTES);
        assertThat(page).contains("G1 Evacuation Pause", "com.example.Upload7.stage", "bystander");
    }

    @Test
    void aMomentWithoutLargeBlocksIsKeptHoweverManySamplesThereAre() throws Exception {
        RecordingBuilder to = new RecordingBuilder();
        for (int i = 0; i < 100_000; i++) {
            long at = TwoHours.BEGIN + i * 100_000L;
            to.written(at);
            boolean exhausted = i == 77_777;
            int[] blocks = {5, exhausted ? 0 : 7, exhausted ? 0 : 9};
            to.add(new ZoneRow(at, 0, "Normal", exhausted ? 20_480 : 224_256, exhausted ? 0 : 2, 1, 2, 3, blocks));
        }

        JsonNode zone = data(ReportPage.of(to.build("long.jfr"), "test"))
                .get("zones")
                .get(0)
                .get("series");
        long largest = 0;
        long least = Long.MAX_VALUE;
        for (JsonNode difference : zone.get("least").get(ZoneTrack.LARGEST)) {
            largest += difference.asLong();
            least = Math.min(least, largest);
        }

        assertThat(zone.get("per").asInt()).isGreaterThan(1);
        assertThat(zone.get("t").size()).isLessThan(20_000);
        assertThat(least).isEqualTo(1);
        assertThat(ReportPage.of(to.build("long.jfr"), "test")).contains("keeps the least and the most");
    }

    @Test
    void whatSpeaksForTheJvmsPartIsSaidOnceOnly() {
        RecordingBuilder to = new RecordingBuilder();
        to.written(TwoHours.BEGIN);
        String evidence = "the task is none of this JVM";
        to.add(TwoHours.verdict(TwoHours.BEGIN, "A request failed; " + evidence + "'s threads."));
        String newer = ReportPage.of(to.build("newer.jfr"), "test");
        to = new RecordingBuilder();
        to.written(TwoHours.BEGIN);
        to.add(TwoHours.verdict(TwoHours.BEGIN, "A request failed."));
        String older = ReportPage.of(to.build("older.jfr"), "test");

        assertThat(newer).contains("This JVM&#39;s part: bystander");
        assertThat(cards(newer)).containsOnlyOnce(evidence);
        assertThat(cards(older)).containsOnlyOnce(evidence);
    }

    private static String cards(String page) {
        return page.substring(page.indexOf("id=\"in-full\""), page.indexOf("</article>"));
    }

    @Test
    void hostileTextsAreTextInThePage() throws Exception {
        String page = ReportPage.of(Hostile.recorded(), "test");

        assertThat(page)
                .doesNotContain(
                        "<script>alert", "<img", "</script><script>alert", "\u2028", "\u202e", "\u001b", "\u0007");
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(2);
        assertThat(Pattern.compile("</script").matcher(page).results()).hasSize(2);
        JsonNode texts = data(page).get("texts");
        assertThat(texts.toString()).contains("</script>").doesNotContain("\u202e", "\\u202e");
    }

    @Test
    void hostileTextsSteerNoTerminal() {
        String text = ReportText.of(Hostile.recorded(), Palette.PLAIN, 80);

        assertThat(text).doesNotContain("\u001b", "\u0007", "\u202e", "\u2028").contains("alert(1)");
    }

    @Test
    void thePolicyAllowsTheOneStyleAndTheOneScriptAndNothingElse() throws Exception {
        String page = ReportPage.of(TwoHours.recorded(10_000), "test");
        String policy = group(page, "Content-Security-Policy\" content=\"([^\"]*)\"");

        assertThat(policy)
                .startsWith("default-src 'none';")
                .contains("style-src " + hash(group(page, "<style>(.*?)</style>")))
                .contains("script-src " + hash(group(page, "<script>(.*?)</script>")))
                .doesNotContain("unsafe", "http");
        assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", " style=\"");
    }

    @Test
    void anEmptyRecordingSaysWhatIsMissing() {
        Recording empty = new RecordingBuilder().build("empty.jfr");

        assertThat(ReportPage.of(empty, "test"))
                .contains(
                        "Whether an allocation failed in these",
                        "not watched",
                        "The recording has no sample of the host",
                        "AgentHealth");
        assertThat(ReportText.of(empty, Palette.PLAIN, 80)).contains("No verdict was recorded.");
    }

    @Test
    void theTextKeepsToTheTerminalsWidth() {
        String text = ReportText.of(TwoHours.recorded(10_000), Palette.PLAIN, 80);

        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text).contains("FRAGMENTATION", "Node 0 Normal", "What this report can't tell", "longest stall");
    }

    @Test
    void theNumbersThatMatterStandOnTop() {
        Recording recording = TwoHours.recorded(10_000);
        Report report = Report.of(recording);

        assertThat(report.figures().get(0).value()).isEqualTo("300");
        assertThat(report.figures().get(0).detail()).startsWith("4,500 more that no log tells of");
        assertThat(report.figures().get(1).detail()).contains("of collection pauses lay in them");
        assertThat(report.figures().get(2).label()).contains("2 MiB");
        assertThat(report.top().cause()).isEqualTo("FRAGMENTATION");
    }

    private static JsonNode data(String page) throws Exception {
        return new ObjectMapper().readTree(group(page, "id=\"data\">(.*?)</script>"));
    }

    private static String group(String page, String regex) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String hash(String part) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(part.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
