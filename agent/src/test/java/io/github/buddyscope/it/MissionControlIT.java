// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultProvider;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;

/** The real agent's recording, under our settings, in front of Mission Control's rules and the JDK's own tools. */
@ParameterizedClass
@MethodSource("jdks")
class MissionControlIT {
    private static final List<String> QUIET = List.of(
            "buddyscope.AgentHealth", "buddyscope.Association", "buddyscope.KernelFailure", "buddyscope.Verdict");

    private final Jdk jdk;

    @TempDir
    Path directory;

    MissionControlIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void settingsAndRulesAndToolsMakeOfTheAgentsEventsWhatTheyShould() throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        String[] quietly = {
            "-XX:StartFlightRecording=name=quiet,settings=default,settings=" + settings("quiet"),
            "-Xlog:disable",
            "-Xlog:all=warning:stderr"
        };
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(quietly)
                .agent("period=200ms,window=500ms,trace=off,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> states(jvm, "quiet").containsKey("buddyscope.Verdict"));
            assertThat(states(jvm, "quiet"))
                    .allSatisfy((event, enabled) -> assertThat(enabled)
                            .as(event)
                            .isEqualTo(QUIET.contains(event) || event.equals("jdk.CPULoad")));

            jcmd(jvm, "JFR.start", "name=deep", "settings=default", "settings=" + settings("deep"));
            assertThat(states(jvm, "deep")).hasSize(11).doesNotContainValue(false);
            assertThat(check(jvm, "deep")).containsPattern("jdk.PhysicalMemory\\)\\s+\\[[^]]*period=1 s");
            jcmd(jvm, "JFR.start", "name=all", "settings=default", "settings=" + settings("all"));
            assertThat(states(jvm, "all")).hasSize(11).doesNotContainValue(false);

            Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> !Recorded.events(jdk, jvm, directory, "buddyscope.Verdict")
                            .isEmpty());
            Path recording = directory.resolve("service.jfr");
            jcmd(jvm, "JFR.dump", "name=deep", "filename=" + recording);

            rulesOf(recording, log);
            toolsOf(recording);
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** From the events' jar, as a user takes them. */
    private Path settings(String name) throws IOException {
        Path file = directory.resolve("buddyscope-" + name + ".jfc");
        try (InputStream in = getClass().getResourceAsStream("/jfc/" + file.getFileName())) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private String jcmd(ForkedJvm jvm, String... command) {
        return Recorded.jcmd(jdk, jvm, directory, command);
    }

    private String check(ForkedJvm jvm, String recording) {
        return jcmd(jvm, "JFR.check", "name=" + recording, "verbose=true");
    }

    /** Whether our events, and one of the JDK's, are on in that recording. */
    private Map<String, Boolean> states(ForkedJvm jvm, String recording) {
        Matcher found = Pattern.compile("\\((buddyscope\\.\\w+|jdk\\.CPULoad)\\)\\s+\\[[^]]*enabled=(true|false)")
                .matcher(check(jvm, recording));
        Map<String, Boolean> states = new LinkedHashMap<>();
        while (found.find()) {
            states.put(found.group(1), Boolean.valueOf(found.group(2)));
        }
        return states;
    }

    private static void rulesOf(Path recording, Path log) throws Exception {
        IItemCollection items = JfrLoaderToolkit.loadEvents(recording.toFile());
        Map<String, String> said = new LinkedHashMap<>();
        for (IRule rule : RuleRegistry.getRules()) {
            if (rule.getId().startsWith("Buddyscope")) {
                var evaluation =
                        rule.createEvaluation(items, IPreferenceValueProvider.DEFAULT_VALUES, new ResultProvider());
                evaluation.run();
                IResult result = evaluation.get();
                said.put(
                        rule.getId(),
                        result.getSeverity().name() + ": "
                                + ResultToolkit.populateMessage(result, result.getSummary(), false)
                                + " "
                                + ResultToolkit.populateMessage(result, result.getExplanation(), false));
            }
        }
        assertThat(said).hasSize(7);
        assertThat(said.get("BuddyscopeFragmentation"))
                .startsWith("WARNING: Allocations failed for fragmentation: 1 (episodes: 1, confidence: HIGH).")
                .contains("Node 0 Normal had 806 MiB free");
        assertThat(said.get("BuddyscopeStalls")).startsWith("NA: The kernel's trace was not read.");
        assertThat(said.get("BuddyscopeSilentFailures")).startsWith("NA: The kernel's trace was not read.");
        assertThat(said.get("BuddyscopeClosedMemory")).startsWith("OK");
        assertThat(said.get("BuddyscopeBlindSpots")).doesNotContain(log.toString());
        assertThat(said.get("BuddyscopeJvmRole")).doesNotStartWith("WARNING");
    }

    private void toolsOf(Path recording) throws Exception {
        assertThat(jfr("summary", recording.toString())).contains("buddyscope.Verdict", "buddyscope.ZoneSample");
        assertThat(jfr("print", "--events", "buddyscope.ZoneSample", recording.toString()))
                .containsPattern("freeBytes = [\\d.,]+ [kMG]?B")
                .containsPattern("unusableIndex5 = [\\d.]+%");
        assertThat(jfr("print", "--events", "buddyscope.Verdict", recording.toString()))
                .contains("cause = \"FRAGMENTATION\"", "jvmRole = ");
        if (jdk.feature() >= 21) {
            // as wide as a verdict's 44 fields need
            for (String event : List.of("ZoneSample", "HostPressure", "DirectActivity", "KernelFailure", "Verdict")) {
                List<String> lines = jfr("view", "--width", "640", "buddyscope." + event, recording.toString())
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
                assertThat(headings(lines.get(1), lines.get(2))).as(event).doesNotHaveDuplicates();
            }
        }
    }

    /** The second line underlines each heading. */
    private static List<String> headings(String line, String underlines) {
        return Pattern.compile("-+")
                .matcher(underlines)
                .results()
                .map(heading -> line.substring(
                                Math.min(line.length(), heading.start()), Math.min(line.length(), heading.end()))
                        .strip())
                .toList();
    }

    private String jfr(String... arguments) throws Exception {
        Path out = directory.resolve("jfr.out");
        Process jfr = new ProcessBuilder(Stream.concat(Stream.of(jdk.tool("jfr")), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(jfr.waitFor()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Test
    void theAgentsJarCarriesNothingForMissionControl() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .contains("io/github/buddyscope/event/VerdictEvent.class")
                    .noneMatch(entry -> entry.startsWith("io/github/buddyscope/rules")
                            || entry.startsWith("org/openjdk")
                            || entry.startsWith("jfc/")
                            || entry.startsWith("META-INF/services")
                            || entry.endsWith(".xml"));
            assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
                    .isNull();
        }
    }
}
