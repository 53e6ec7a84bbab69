// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {
    private final UserPrincipal greedy = () -> "greedy";
    private final UserPrincipal modest = () -> "modest";
    private final ClientLimits limits = new ClientLimits();

    @Test
    void oneUsersConnectionsLeaveRoomForOthers() {
        for (int i = 0; i < ClientLimits.MOST_OF_ONE_USER; i++) {
            assertThat(limits.refusal(greedy, 0)).isNull();
        }
        assertThat(limits.refusal(greedy, 0)).contains("of this user");
        assertThat(limits.refusal(modest, 0)).isNull();

        limits.disconnected(greedy);
        assertThat(limits.refusal(greedy, 0)).isNull();
    }

    @Test
    void whoComesAgainAndAgainIsSentAwayForAWhile() {
        for (int i = 0; i < ClientLimits.BURST; i++) {
            assertThat(limits.refusal(greedy, 0)).isNull();
            limits.disconnected(greedy);
        }
        assertThat(limits.refusal(greedy, 0)).contains("short time");
        assertThat(limits.refusal(modest, 0)).isNull();
        assertThat(limits.refusal(greedy, TimeUnit.SECONDS.toNanos(ClientLimits.RETRY_SECONDS)))
                .isNull();
    }

    @Test
    void allTogetherAreBounded() {
        for (int i = 0; i < ClientLimits.MOST; i++) {
            String name = "user" + i / 100;
            assertThat(limits.refusal(new Named(name), 0)).isNull();
        }
        assertThat(limits.refusal(modest, 0)).isEqualTo("too many connections");
        assertThat(limits.connected()).isEqualTo(ClientLimits.MOST);
    }

    private record Named(String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }
}
