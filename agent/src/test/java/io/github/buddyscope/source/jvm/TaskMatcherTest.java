// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import io.github.buddyscope.model.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskMatcherTest {
    @TempDir
    Path proc;

    private Path tasks;

    @BeforeEach
    void twoThreads() throws IOException {
        tasks = Files.createDirectories(proc.resolve("self/task"));
        thread(17, "ring-writer");
        thread(18, "GC Thread#0");
    }

    @Test
    void aThreadIsKnownByItsId() {
        TaskMatch match = matcher(true).match(task("ring-writer", 17), true);

        assertThat(match.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(match.thread()).isEqualTo("ring-writer");
        assertThat(match.kind()).isEqualTo(ThreadKind.MUTATOR);
        assertThat(match.words()).isEqualTo("task 17 is its thread ring-writer (an application thread)");
    }

    @Test
    void whereNoThreadWasStartedItLooksLessOften() throws IOException {
        AtomicLong started = new AtomicLong(2);
        TaskMatcher matcher = new TaskMatcher(new JvmTasks(tasks, true, started::get), () -> 0);
        matcher.look(0);
        thread(19, "C2 CompilerThre");
        matcher.look(seconds(4));
        end(19);
        assertThat(matcher.match(task("C2 CompilerThre", 19), true).sureness()).isEqualTo(Sureness.UNLIKELY);

        thread(20, "worker");
        started.incrementAndGet();
        matcher.look(seconds(4) + 1);
        end(20);
        assertThat(matcher.match(task("worker", 20), true).sureness()).isEqualTo(Sureness.CERTAIN);

        thread(21, "GC Thread#1");
        matcher.look(seconds(10));
        end(21);
        assertThat(matcher.match(task("GC Thread#1", 21), true).sureness()).isEqualTo(Sureness.CERTAIN);
    }

    @Test
    void aThreadThatHasEndedSinceIsStillKnownForAMinute() throws IOException {
        TaskMatcher matcher = matcher(true);
        matcher.look(0);
        end(17);
        matcher.look(seconds(59));

        TaskMatch match = matcher.match(task("ring-writer", 17), true);
        assertThat(match.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(match.words()).endsWith("was its thread ring-writer (an application thread), which has ended since");

        matcher.look(seconds(61));
        assertThat(matcher.match(task("ring-writer", 17), true).sureness()).isEqualTo(Sureness.UNLIKELY);
    }

    @Test
    void anIdWithAnotherNameIsOnlyLikelyAndLongAfterItOnlyPossible() {
        TaskMatch renamed = matcher(true).match(task("request-4711", 17), true);

        assertThat(renamed.sureness()).isEqualTo(Sureness.LIKELY);
        assertThat(renamed.words()).contains("but the kernel calls it request-4711");
        assertThat(matcher(true).match(task("request-4711", 17), false).sureness())
                .isEqualTo(Sureness.POSSIBLE);
        assertThat(matcher(true).match(task("ring-writer", 17), false).sureness())
                .isEqualTo(Sureness.LIKELY);
    }

    @Test
    void aTaskThatIsThereAndNotOursIsNoneOfOursAndOfOneThatIsGoneThatIsOnlyUnlikely() throws IOException {
        Files.createDirectories(proc.resolve("42"));

        assertThat(matcher(true).match(task("ring-writer", 42), true).sureness())
                .isEqualTo(Sureness.NO);
        assertThat(matcher(true).match(task("ring-writer", 43), true).sureness())
                .isEqualTo(Sureness.UNLIKELY);
    }

    @Test
    void anInterruptedTaskIsNeverAMatch() {
        Origin origin = new Origin("ring-writer", 17, 0, null, null, null, null, List.of(), true);

        assertThat(matcher(true).match(origin, true).sureness()).isEqualTo(Sureness.INTERRUPTED);
        assertThat(matcher(false).match(origin, true).sureness()).isEqualTo(Sureness.INTERRUPTED);
    }

    @Test
    void acrossNamespacesANameGivesNoCertainty() {
        TaskMatcher matcher = matcher(false);
        matcher.look(0);

        TaskMatch rare = matcher.match(task("ring-writer", 90_017), true);
        assertThat(rare.sureness()).isEqualTo(Sureness.LIKELY);
        assertThat(rare.words())
                .contains("aren't known in this pid namespace", "unless the same service runs here twice");

        TaskMatch common = matcher.match(task("GC Thread#0", 90_018), true);
        assertThat(common.sureness()).isEqualTo(Sureness.POSSIBLE);
        assertThat(common.kind()).isEqualTo(ThreadKind.GC_WORKER);
        assertThat(common.words()).contains("as other programs have");

        assertThat(matcher.match(task("bash", 17), true).sureness()).isEqualTo(Sureness.UNLIKELY);
    }

    @Test
    void withoutAnIdTheNameIsAllThereIs() {
        TaskMatcher matcher = matcher(true);
        matcher.look(0);

        TaskMatch match = matcher.match(task("ring-writer", null), true);
        assertThat(match.sureness()).isEqualTo(Sureness.LIKELY);
        assertThat(match.words()).startsWith("the report tells no task id");
        assertThat(matcher.match(task(null, null), true)).isEqualTo(TaskMatch.UNKNOWN);
        assertThat(matcher.match(null, true)).isEqualTo(TaskMatch.UNKNOWN);
    }

    @Test
    void takesARelaysWordWhereItKnowsThisJvm() {
        Origin origin = task("withheld", null);
        Origin interrupt = new Origin("withheld", null, 0, null, null, null, null, List.of(), true);

        TaskMatch own = TaskMatcher.relayed(origin, "GC Thread#0", true);
        assertThat(own.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(own.kind()).isEqualTo(ThreadKind.GC_WORKER);
        assertThat(TaskMatcher.relayed(origin, null, true).sureness()).isEqualTo(Sureness.UNLIKELY);
        assertThat(TaskMatcher.relayed(origin, null, false)).isEqualTo(TaskMatch.UNKNOWN);
        assertThat(TaskMatcher.relayed(interrupt, null, true).sureness()).isEqualTo(Sureness.INTERRUPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "java, true",
        "GC Thread#0, true",
        "C2 CompilerThre, true",
        "http-nio-8080-e, true",
        "nioEventLoopGro, true",
        "ring-writer, false",
        "billing-export, false",
    })
    void knowsWhichNamesOtherProgramsHave(String name, boolean common) {
        assertThat(CommonNames.has(name)).isEqualTo(common);
    }

    private TaskMatcher matcher(boolean comparable) {
        return new TaskMatcher(new JvmTasks(tasks, comparable), () -> 0);
    }

    private static Origin task(String name, Integer id) {
        return new Origin(name, id, 0, null, null, null, null, List.of(), false);
    }

    private void thread(int id, String name) throws IOException {
        Files.writeString(
                Files.createDirectories(tasks.resolve(Integer.toString(id))).resolve("comm"), name + "\n");
    }

    private void end(int id) throws IOException {
        Path task = tasks.resolve(Integer.toString(id));
        Files.delete(task.resolve("comm"));
        Files.delete(task);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
