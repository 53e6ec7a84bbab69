// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static Gateway gateway;
    private static HttpProbe probe;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start(0);
        probe = new HttpProbe(gateway.port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void saysOnItsPageWhatEachAddressDoes() throws Exception {
        HttpResponse<String> page = probe.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("/work?kib=N", "/upload", "/stats", "/health", "direct memory");
    }

    @Test
    void saysThatItIsUp() throws Exception {
        HttpResponse<String> health = probe.get("/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"up\"}\n");
    }

    @Test
    void processesADocumentOfTheAskedSize() throws Exception {
        HttpResponse<String> work = probe.get("/work?kib=96");

        assertThat(work.statusCode()).isEqualTo(200);
        assertThat(work.body()).contains("\"bytes\":98304,", "\"deflatedBytes\":");
    }

    @Test
    void takesTheLargestSizeThatItOffers() throws Exception {
        assertThat(probe.get("/work?kib=8192").body()).contains("\"bytes\":8388608,", "\"stagingBytes\":8388608,");
    }

    @Test
    void answersAnUploadWithItsDigest() throws Exception {
        byte[] document = "a page of text\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);

        HttpResponse<String> upload = probe.post("/upload", document);

        assertThat(upload.statusCode()).isEqualTo(200);
        assertThat(upload.body())
                .contains("\"bytes\":300000,", "\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"");
    }

    @Test
    void knowsAPreviewAgain() throws Exception {
        byte[] document = "seen before".getBytes(StandardCharsets.UTF_8);

        assertThat(probe.post("/upload", document).body()).contains("\"previewKnown\":false");
        assertThat(probe.post("/upload", document).body()).contains("\"previewKnown\":true");
    }

    @Test
    void showsItsMemory() throws Exception {
        probe.get("/work?kib=64");

        HttpResponse<String> stats = probe.get("/stats");

        assertThat(stats.statusCode()).isEqualTo(200);
        assertThat(stats.body())
                .containsPattern("\"jdkDirectPool\":\\{\"buffers\":[1-9]")
                .containsPattern("\"nettyPool\":\\{\"usedDirectBytes\":[1-9]")
                .containsPattern("\"stagingLeases\":\\{\"kept\":\\d+,\"freedAtOnce\":\\d+,\"leftToCollector\":\\d+}")
                .containsPattern("\"previewCache\":\\{\"previews\":[1-9]");
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> Gateway.start(gateway.port()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't listen on port " + gateway.port());
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Gateway another = Gateway.start(0);
        HttpProbe itsProbe = new HttpProbe(another.port());
        int before = gatewayThreads();
        itsProbe.get("/work?kib=1");
        assertThat(gatewayThreads()).isGreaterThan(before);

        another.close();

        await().untilAsserted(() -> assertThat(gatewayThreads()).isLessThan(before));
        assertThatThrownBy(() -> itsProbe.get("/health")).isInstanceOf(IOException.class);
    }

    private static int gatewayThreads() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("gateway-")) {
                count++;
            }
        }
        return count;
    }
}
