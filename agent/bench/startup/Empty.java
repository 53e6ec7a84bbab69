// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.time.Instant;

/** Says when main began, in nanoseconds of the wall clock, and is done. */
final class Empty {
    public static void main(String[] arguments) {
        Instant now = Instant.now();
        System.out.println("main " + (now.getEpochSecond() * 1_000_000_000 + now.getNano()));
    }
}
