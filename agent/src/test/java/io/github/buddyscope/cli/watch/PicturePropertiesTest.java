// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.screen.Frame;
import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.cli.screen.Key;
import io.github.buddyscope.cli.screen.Line;
import io.github.buddyscope.cli.screen.Stty;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.ZoneSample;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every picture, whatever is in it. */
class PicturePropertiesTest {
    private static final String SEED = "20261123";

    @Property(tries = 400, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void fitsTheTerminalAndHoldsNothingThatSteersIt(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 220) int columns,
            @ForAll("zones") @Size(max = 20) List<ZoneSample> zones,
            @ForAll("hostile") String text,
            @ForAll @IntRange(max = 30) int happenings,
            @ForAll @Size(max = 12) List<Key> keys,
            @ForAll Glyphs glyphs,
            @ForAll boolean jvm) {
        List<Happening> many = new ArrayList<>();
        for (int i = 0; i < happenings; i++) {
            Happening.Kind kind = Happening.Kind.values()[i % Happening.Kind.values().length];
            many.add(new Happening(Instant.ofEpochSecond(i * 40_000L), kind, i % 3 == 0, i % 2 == 0, text, text, ""));
        }
        List<SourceState> sources = List.of(new SourceState(text, Status.UNAVAILABLE, text, text));
        Scene scene = Scenes.scene(text, zones, many, sources, jvm ? Scenes.jvm(text, text) : null);
        Ui ui = Ui.of(100);
        for (Key key : keys) {
            ui = ui.press(key, zones.size(), many.size());
        }

        Frame frame = new Picture(glyphs, ZoneOffset.UTC).of(scene, ui, new Stty.Size(rows, columns));

        assertThat(frame.lines()).hasSize(rows).allMatch(line -> line.width() <= columns);
        for (Line line : frame.lines()) {
            assertThat(line.text().codePoints())
                    .noneMatch(c -> c < 0x20 || c >= 0x7f && c <= 0x9f || Character.getType(c) == Character.FORMAT);
        }
    }

    @Property(tries = 150, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void alwaysShowsTheNewestHappeningWhereThereIsRoomForZones(
            @ForAll @IntRange(min = 10, max = 60) int rows,
            @ForAll @IntRange(min = 40, max = 220) int columns,
            @ForAll("zones") @Size(min = 1, max = 20) List<ZoneSample> zones) {
        Scene scene = Scenes.scene(zones, Scenes.HAPPENINGS, Scenes.jvm("service.jar", ""));

        String text = new Picture(Glyphs.BLOCKS, ZoneOffset.UTC)
                .of(scene, Ui.of(1_000), new Stty.Size(rows, columns))
                .text();

        assertThat(text).contains("GC Thread#0").containsPattern("\\d+ (DMA|Normal|HighMem)");
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings()
                        .withChars("\u001b[2J;\n\r\u009b\u202e\u0301\u4e2d\ud83d\ude00a ")
                        .ofMaxLength(200));
    }

    @Provide
    Arbitrary<List<ZoneSample>> zones() {
        Arbitrary<Long> pages = Arbitraries.oneOf(
                Arbitraries.longs().between(-1, 100), Arbitraries.longs().between(0, Long.MAX_VALUE));
        Arbitrary<ZoneSample> zone = Combinators.combine(
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.of("DMA", "Normal", "HighMem"),
                        pages,
                        pages,
                        pages,
                        Arbitraries.longs()
                                .between(0, 1L << 40)
                                .array(long[].class)
                                .ofMinSize(1)
                                .ofMaxSize(16))
                .as((node, name, free, min, managed, blocks) ->
                        Scenes.zone(node, name, free, min, min, min, managed, blocks));
        return zone.list();
    }
}
