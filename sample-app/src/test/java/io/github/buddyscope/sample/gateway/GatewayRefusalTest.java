// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRefusalTest {
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

    @AfterEach
    void isStillUp() throws Exception {
        assertThat(probe.get("/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/work",
                "/work?",
                "/work?kib",
                "/work?kib=",
                "/work?kib=0",
                "/work?kib=-1",
                "/work?kib=8193",
                "/work?kib=2147483648",
                "/work?kib=99999999999999999999",
                "/work?kib=1.5",
                "/work?kib=0x10",
                "/work?kib=%20",
                "/work?kib=%00",
                "/work?kib=4&kib=8",
                "/work?KIB=4",
            })
    void refusesASizeThatIsNone(String path) throws Exception {
        HttpResponse<String> answer = probe.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("a whole number from 1 to 8192");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /, GET",
        "POST, /work?kib=4, GET",
        "DELETE, /stats, GET",
        "PUT, /health, GET",
        "GET, /upload, POST",
        "PUT, /upload, POST",
    })
    void saysWhichMethodWouldDo(String method, String path, String right) throws Exception {
        HttpResponse<String> answer = probe.send(method, path, BodyPublishers.ofString("x"));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "//", "/work/", "/../etc/passwd", "/upload/x"})
    void servesNothingElse(String path) throws Exception {
        assertThat(probe.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAnEmptyUpload() throws Exception {
        assertThat(probe.post("/upload", new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void takesAnUploadOfExactlyTheLimit() throws Exception {
        assertThat(probe.post("/upload", new byte[UploadAggregator.MAX_BYTES]).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnUploadOneByteAboveTheLimit() throws Exception {
        assertThat(probe.post("/upload", new byte[UploadAggregator.MAX_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /work?kib=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void answersWhatIsNoRequest(String bytes) throws Exception {
        assertThat(probe.raw(bytes)).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesAnEndlessAddress() throws Exception {
        assertThat(probe.raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        String answers = probe.raw("GET /work?kib=2048 HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answers.indexOf("\"bytes\":2097152")).isPositive().isLessThan(answers.indexOf("\"status\":\"up\""));
    }
}
