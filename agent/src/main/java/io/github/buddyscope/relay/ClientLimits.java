// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * How many connections there may be, in all and of one user, and how often a user may connect. A user's agents may all connect at
 * once, as after a restart of the relay, but not again and again. On the relay's thread.
 */
final class ClientLimits {
    static final int MOST = 1_024;
    static final int MOST_OF_ONE_USER = 512;
    static final int MOST_OF_ONE_PROCESS = 8;
    static final int BURST = 600;
    static final int RETRY_SECONDS = 10;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String FILES = "Max open files";
    private static final long ONE_MORE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final class User {
        int connected;
        double tokens = BURST;
        long at;
    }

    /** For the socket, the kernel's files, /proc and what the JVM opens: without these nothing works any more. */
    private static final int OTHER_FILES = 64;

    private final int most;
    private final int mostOfOneUser;
    private final Map<UserPrincipal, User> users = new HashMap<>();
    private int connected;

    /** @param files how many this process may have open */
    ClientLimits(long files) {
        most = (int) Math.min(MOST, Math.max(2, files - OTHER_FILES));
        mostOfOneUser = most / (MOST / MOST_OF_ONE_USER);
    }

    /** How many files this process may have open, as {@code /proc/self/limits} has it. */
    static long files() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith(FILES)) {
                    return Long.parseLong(line.substring(FILES.length()).strip().split(" ")[0]);
                }
            }
        } catch (IOException | NumberFormatException unlimited) {
            return Long.MAX_VALUE;
        }
        return Long.MAX_VALUE;
    }

    /** A connection, as far as it matters here. */
    interface Connected {
        UserPrincipal peer();

        /** Whether it's known whose process is at the other end: such can't be had for nothing. */
        boolean proven();

        long openedNanos();
    }

    private User user(UserPrincipal who, long nowNanos) {
        User user = users.get(who);
        if (user == null) {
            user = new User();
            user.at = nowNanos;
            users.put(who, user);
        }
        user.tokens = Math.min(BURST, user.tokens + (double) (nowNanos - user.at) / ONE_MORE_NANOS);
        user.at = nowNanos;
        return user;
    }

    /**
     * Who makes way for one more connection where there's no room for it: the oldest that has proven nothing, of the user
     * with most of them. One that has proven itself does so for a user with fewer alone, the youngest first. So nobody
     * keeps others out by connecting and waiting.
     *
     * @return which; -1 where there's room, and where there's none for him whoever made way
     */
    int whoMakesWay(UserPrincipal who, List<? extends Connected> all, long nowNanos) {
        User user = user(who, nowNanos);
        boolean userIsFull = user.connected >= mostOfOneUser;
        if (user.tokens < 1 || !userIsFull && connected < most) {
            return -1;
        }
        int found = -1;
        for (int i = 0; i < all.size(); i++) {
            Connected one = all.get(i);
            boolean considered = userIsFull
                    ? !one.proven() && Objects.equals(one.peer(), who)
                    : !one.proven() || connected(one) > user.connected + 1;
            if (considered && (found < 0 || sooner(one, all.get(found)))) {
                found = i;
            }
        }
        return found;
    }

    private boolean sooner(Connected one, Connected other) {
        if (one.proven() != other.proven()) {
            return other.proven();
        }
        int more = Integer.compare(connected(one), connected(other));
        boolean older = one.openedNanos() - other.openedNanos() < 0;
        return more != 0 ? more > 0 : older != one.proven();
    }

    private int connected(Connected one) {
        User user = users.get(one.peer());
        return user == null ? 0 : user.connected;
    }

    /** Null where the user may connect; else why not. */
    String refusal(UserPrincipal who, long nowNanos) {
        User user = user(who, nowNanos);
        if (connected >= most) {
            return "too many connections";
        }
        if (user.connected >= mostOfOneUser) {
            return "too many connections of this user";
        }
        if (user.tokens < 1) {
            return "too many connections of this user in a short time";
        }
        user.tokens--;
        user.connected++;
        connected++;
        return null;
    }

    void disconnected(UserPrincipal who) {
        users.get(who).connected--;
        connected--;
    }

    int connected() {
        return connected;
    }

    /** Forgets users who have no connection and have made none of late. */
    void forgetIdle(long nowNanos) {
        Iterator<User> all = users.values().iterator();
        while (all.hasNext()) {
            User user = all.next();
            if (user.connected == 0 && nowNanos - user.at > BURST * ONE_MORE_NANOS) {
                all.remove();
            }
        }
    }
}
