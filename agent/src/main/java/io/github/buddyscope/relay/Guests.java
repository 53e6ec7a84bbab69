// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many connections there may be, in all and of one user, and how often a user may come. A user's agents may all come at
 * once, as after a restart of the relay, but not again and again. On the relay's thread.
 */
final class Guests {
    static final int MOST = 1_024;
    static final int MOST_OF_ONE_USER = 512;
    static final int BURST = 600;
    static final int RETRY_SECONDS = 10;

    private static final long ONE_MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final class User {
        int there;
        double visits = BURST;
        long at;
    }

    private final Map<UserPrincipal, User> users = new HashMap<>();
    private int there;

    /** Null where he may come in; else why not. */
    String refusal(UserPrincipal who, long nowNanos) {
        User user = users.get(who);
        if (user == null) {
            user = new User();
            user.at = nowNanos;
            users.put(who, user);
        }
        user.visits = Math.min(BURST, user.visits + (double) (nowNanos - user.at) / ONE_MORE_NANOS);
        user.at = nowNanos;
        if (there >= MOST) {
            return "too many connections";
        }
        if (user.there >= MOST_OF_ONE_USER) {
            return "too many connections of this user";
        }
        if (user.visits < 1) {
            return "too many connections of this user in a short time";
        }
        user.visits--;
        user.there++;
        there++;
        return null;
    }

    void left(UserPrincipal who) {
        users.get(who).there--;
        there--;
    }

    int there() {
        return there;
    }

    /** Forgets who isn't there and hasn't come of late. */
    void tidy(long nowNanos) {
        Iterator<User> all = users.values().iterator();
        while (all.hasNext()) {
            User user = all.next();
            if (user.there == 0 && nowNanos - user.at > BURST * ONE_MORE_NANOS) {
                all.remove();
            }
        }
    }
}
