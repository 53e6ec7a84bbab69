// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuestsTest {
    private final UserPrincipal greedy = () -> "greedy";
    private final UserPrincipal modest = () -> "modest";
    private final Guests guests = new Guests();

    @Test
    void oneUsersConnectionsLeaveRoomForOthers() {
        for (int i = 0; i < Guests.MOST_OF_ONE_USER; i++) {
            assertThat(guests.refusal(greedy, 0)).isNull();
        }
        assertThat(guests.refusal(greedy, 0)).contains("of this user");
        assertThat(guests.refusal(modest, 0)).isNull();

        guests.left(greedy);
        assertThat(guests.refusal(greedy, 0)).isNull();
    }

    @Test
    void whoComesAgainAndAgainIsSentAwayForAWhile() {
        for (int i = 0; i < Guests.BURST; i++) {
            assertThat(guests.refusal(greedy, 0)).isNull();
            guests.left(greedy);
        }
        assertThat(guests.refusal(greedy, 0)).contains("short time");
        assertThat(guests.refusal(modest, 0)).isNull();
        assertThat(guests.refusal(greedy, TimeUnit.SECONDS.toNanos(Guests.RETRY_SECONDS)))
                .isNull();
    }

    @Test
    void allTogetherAreBounded() {
        for (int i = 0; i < Guests.MOST; i++) {
            String name = "user" + i / 100;
            assertThat(guests.refusal(new Named(name), 0)).isNull();
        }
        assertThat(guests.refusal(modest, 0)).isEqualTo("too many connections");
        assertThat(guests.there()).isEqualTo(Guests.MOST);
    }

    private record Named(String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }
}
