// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static io.github.buddyscope.model.ZoneInfo.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.Pressure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureParserTest {
    private static final String FULL = "full avg10=0.00 avg60=0.10 avg300=0.00 total=88828\n";

    @Test
    void readsBothTotals() {
        byte[] text = Texts.captured("pressure-6.18.txt");

        Parsed<Pressure> parsed = PressureParser.parse(text, text.length);

        assertThat(parsed.value()).isEqualTo(new Pressure(90238, 88828));
        assertThat(parsed.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "some avg10=0.00 avg60=0.00 avg300=0.00\n",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=\n",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=-1\n",
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=99999999999999999999\n",
                "most avg10=0.00 avg60=0.00 avg300=0.00 total=5\n",
                "something total=5\n",
            })
    void aBadLineIsUnknownAndLeavesTheOther(String bad) {
        Parsed<Pressure> parsed = parse(bad + FULL);

        assertThat(parsed.value()).isEqualTo(new Pressure(UNKNOWN, 88828));
        assertThat(parsed.badLines()).isEqualTo(1);
    }

    @Test
    void aCutTotalIsUnknown() {
        assertThat(parse(FULL + "some avg10=0.00 total=90").value()).isEqualTo(new Pressure(UNKNOWN, 88828));
    }

    @Test
    void nothingReadableIsNull() {
        assertThat(parse("").value()).isNull();
        assertThat(parse("garbage\n").value()).isNull();
        assertThat(parse("garbage\n").problem()).isEqualTo("line 1: neither some nor full: \"garbage\"");
    }

    private static Parsed<Pressure> parse(String text) {
        byte[] bytes = Texts.bytes(text);
        return PressureParser.parse(bytes, bytes.length);
    }
}
