// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.sample.UsageException;
import io.github.buddyscope.sample.gateway.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadDriverTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void sendsNoMoreRequestsThanAsked() throws Exception {
        try (Gateway gateway = Gateway.start(0)) {
            int status = LoadDriver.run(LoadPlan.of(60, 3, 40, "http://localhost:" + gateway.port()), out);

            assertThat(status).isZero();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .startsWith("load: 40 requests answered in ")
                    .contains("errors: 0");
        }
    }

    @Test
    void countsWhatIsNotAnswered() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        int status = LoadDriver.run(LoadPlan.of(60, 2, 5, "http://127.0.0.1:" + freePort + "/"), out);

        assertThat(status).isOne();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("load: 0 requests answered")
                .contains("errors: 5 (the first: java.net.ConnectException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/",
                "http://0.0.0.0/",
                "https://127.0.0.1/",
                "127.0.0.1:80",
                "http:",
                "h ttp://x"
            })
    void goesToThisHostOnly(String url) {
        assertThatThrownBy(() -> LoadPlan.of(1, 1, 1, url)).isInstanceOf(UsageException.class);
    }

    @Test
    void keepsTheAddressThatWasFoundToBeThisHost() {
        assertThat(LoadPlan.of(1, 1, 1, "http://localhost:81/x").target().getHost())
                .isIn("127.0.0.1", "[0:0:0:0:0:0:0:1]");
    }
}
