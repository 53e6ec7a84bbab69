// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder();

    @Test
    void readsCharactersAndTheSequencesOfArrows() {
        assertThat(keys("q ?\t+-s"))
                .containsExactly(Key.QUIT, Key.PAUSE, Key.HELP, Key.TAB, Key.FASTER, Key.SLOWER, Key.NEXT_CURVE);
        assertThat(keys("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[H\u001b[4~"))
                .containsExactly(Key.UP, Key.DOWN, Key.PAGE_UP, Key.PAGE_DOWN, Key.HOME, Key.END);
    }

    @Test
    void aSequenceMayComeInTwoParts() {
        assertThat(keys("\u001b[")).isEmpty();
        assertThat(keys("A")).containsExactly(Key.UP);
    }

    @Test
    void anEscapeAloneIsAKey() {
        assertThat(keys("\u001b")).containsExactly(Key.ESCAPE);
        assertThat(keys("q")).containsExactly(Key.QUIT);
    }

    @Test
    void whatMeansNothingHereIsSwallowedWhole() {
        assertThat(keys("x\u001b[1;5Cy\u001b[200~z")).isEmpty();
    }

    @Property(tries = 500, seed = "20261123")
    void anyBytesAreTaken(@ForAll byte[] bytes) {
        assertThatCode(() -> new KeyDecoder().decode(bytes, bytes.length)).doesNotThrowAnyException();
    }

    private List<Key> keys(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return decoder.decode(bytes, bytes.length);
    }
}
