// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docs/relay} gives to those who run a relay. */
class RelayUnitTest {
    private static final Path FILES = Path.of("../docs/relay");
    private static final Path UNIT = FILES.resolve("buddyscope-relay.service");
    /** Tenths of what {@code systemd-analyze security} gives, from 0 (safe) to 10. */
    private static final String MOST_EXPOSED = "15";

    private static String unit() throws IOException {
        return Files.readString(UNIT);
    }

    @Test
    void theUnitIsExposedAsLittleAsItsDocumentationSays() throws Exception {
        String out =
                analyze("security", "--offline=true", "--no-pager", "--threshold=" + MOST_EXPOSED, UNIT.toString());
        assertThat(out).contains("Overall exposure level for buddyscope-relay.service: 1.1 OK");
    }

    @Test
    void systemdKnowsEveryWordOfTheUnit() throws Exception {
        assertThat(analyze("verify", "--man=no", UNIT.toString()))
                .doesNotContain("Unknown", "Failed to parse", "Invalid", "ignoring");
    }

    /** Its output, where there is one that knows all of that. */
    private static String analyze(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException none) {
            Assumptions.abort("no systemd-analyze");
            return "";
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeFalse(out.contains("unrecognized option"), "a systemd before 250");
        process.waitFor();
        return out;
    }

    @Test
    void itsEndIsNoFailureAndContainersKeepItsDirectory() throws IOException {
        assertThat(unit()).contains("SuccessExitStatus=143", "RuntimeDirectoryPreserve=yes");
        assertThat(unit())
                .contains("RuntimeDirectory=" + Protocol.SOCKET.getParent().getFileName() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemonset.yaml", "service-pod.yaml"})
    void everyMountOfAPodHasAVolumeAndTheSocketIsWhereAgentsLook(String file) throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILES.resolve(file)));
        JsonNode top = new ObjectMapper().valueToTree(yaml);
        JsonNode pod = top.path("kind").asText().equals("Pod")
                ? top.path("spec")
                : top.path("spec").path("template").path("spec");
        Map<String, String> volumes = new HashMap<>();
        pod.path("volumes")
                .forEach(volume -> volumes.put(
                        volume.path("name").asText(),
                        volume.path("hostPath").path("path").asText()));
        Map<String, String> mounts = new HashMap<>();
        for (String kind : List.of("initContainers", "containers")) {
            pod.path(kind)
                    .forEach(container -> container
                            .path("volumeMounts")
                            .forEach(mount -> mounts.put(
                                    mount.path("mountPath").asText(),
                                    volumes.get(mount.path("name").asText()))));
        }
        String directory = Protocol.SOCKET.getParent().toString();
        assertThat(mounts).isNotEmpty().doesNotContainValue(null).containsEntry(directory, directory);
        assertThat(new TreeSet<>(mounts.values())).isEqualTo(new TreeSet<>(volumes.values()));
    }

    @Test
    void theDaemonSetsRelayHasTheRightsOfTheUnits() throws IOException {
        String pod = Files.readString(FILES.resolve("daemonset.yaml"));
        assertThat(unit()).contains("\nCapabilityBoundingSet=CAP_SYSLOG\nAmbientCapabilities=CAP_SYSLOG\n");
        assertThat(pod)
                .contains("--inh-caps=-all,+syslog", "--ambient-caps=-all,+syslog", "--bounding-set=-all,+syslog")
                .contains("- --trace-instance\n            - /trace\n");
    }
}
