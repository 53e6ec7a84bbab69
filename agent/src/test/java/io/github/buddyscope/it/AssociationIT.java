// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first answer comes after a minute. */
class AssociationIT {
    @TempDir
    Path directory;

    @Test
    void afterAMinuteEachActivityHasItsFigures() {
        Jdk jdk = Jdk.own();
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent("kernel=none")
                .run(Obedient.class)
                .awaitOut("ready")) {
            List<RecordedEvent> events = await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> Recorded.events(jdk, jvm, directory, "buddyscope.Association"), e -> e.size() >= 3);

            assertThat(events)
                    .extracting(event -> event.getString("activity"))
                    .contains("GC pauses", "direct-buffer bursts", "heap growth");
            for (RecordedEvent event : events) {
                assertThat(event.getInt("episodes")).isZero();
                assertThat(event.getDouble("pValue")).isNaN();
                assertThat(event.getDuration("watched")).isGreaterThan(Duration.ofSeconds(30));
                assertThat(event.getString("sentence")).startsWith("No episode in");
            }
        }
    }
}
