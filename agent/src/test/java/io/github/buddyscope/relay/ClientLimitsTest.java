// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {
    private final UserPrincipal greedy = () -> "greedy";
    private final UserPrincipal modest = () -> "modest";
    private final ClientLimits limits = new ClientLimits(Long.MAX_VALUE);

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

    @Test
    void whereFewFilesMayBeOpenSomeAreLeftForWhatTheRelayNeedsItself() {
        ClientLimits few = new ClientLimits(120);
        for (int i = 0; i < 56; i++) {
            assertThat(few.refusal(i < 28 ? greedy : modest, 0)).isNull();
        }
        assertThat(few.refusal(new Named("third"), 0)).isEqualTo("too many connections");
        assertThat(ClientLimits.files()).isPositive();
    }

    private record One(UserPrincipal peer, boolean proven, long openedNanos) implements ClientLimits.Connected {}

    private final List<One> all = new ArrayList<>();

    private void connect(UserPrincipal who, boolean proven, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limits.refusal(who, 0)).isNull();
            all.add(new One(who, proven, all.size()));
        }
    }

    @Test
    void whereThereIsRoomNobodyMakesWay() {
        connect(greedy, false, ClientLimits.MOST_OF_ONE_USER - 1);

        assertThat(limits.whoMakesWay(greedy, all, 0)).isEqualTo(-1);
        assertThat(limits.whoMakesWay(modest, all, 0)).isEqualTo(-1);
    }

    @Test
    void amongOneUsersTheOldestThatHasProvenNothingMakesWay() {
        connect(modest, false, 1);
        connect(greedy, true, 3);
        connect(greedy, false, ClientLimits.MOST_OF_ONE_USER - 3);

        assertThat(limits.whoMakesWay(greedy, all, 0)).isEqualTo(4);
        assertThat(limits.whoMakesWay(modest, all, 0)).isEqualTo(-1);
    }

    @Test
    void whoHasProvenItselfMakesNoWayForItsOwnUsers() {
        connect(greedy, true, ClientLimits.MOST_OF_ONE_USER);

        assertThat(limits.whoMakesWay(greedy, all, 0)).isEqualTo(-1);
    }

    @Test
    void twoUsersTogetherDoNotKeepAThirdOut() {
        connect(modest, false, 1);
        connect(greedy, true, 511);
        connect(new Named("accomplice"), true, 512);
        UserPrincipal third = new Named("third");

        assertThat(limits.whoMakesWay(third, all, 0)).isZero(); // has proven nothing
        limits.disconnected(all.remove(0).peer());
        connect(modest, true, 1);
        assertThat(all.get(limits.whoMakesWay(third, all, 0)).peer()).isEqualTo(new Named("accomplice"));
        assertThat(limits.whoMakesWay(third, all, 0)).isEqualTo(1_022); // its youngest
    }

    @Test
    void whoComesTooOftenMakesNobodyGo() {
        connect(greedy, false, ClientLimits.MOST_OF_ONE_USER);
        for (int i = ClientLimits.MOST_OF_ONE_USER; i < ClientLimits.BURST; i++) {
            limits.disconnected(greedy);
            assertThat(limits.refusal(greedy, 0)).isNull();
        }

        assertThat(limits.whoMakesWay(greedy, all, 0)).isEqualTo(-1);
    }

    private record Named(String name) implements UserPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }
}
