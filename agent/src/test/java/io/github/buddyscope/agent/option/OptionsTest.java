// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.agent.runtime.AgentLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void hasTheDefaultsWhereNobodySaysAnything() {
        Options options = Options.of(null, Map.of(), Map.of());

        assertThat(options.nanos(OptionKey.PERIOD))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(options.nanos(OptionKey.WINDOW))
                .isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(options.directThreshold()).isEqualTo(1 << 20);
        assertThat(options.direct()).isTrue();
        assertThat(options.logLevel()).isEqualTo(AgentLog.Level.WARN);
        assertThat(options.setting(OptionKey.PROC)).isEqualTo(new Options.Setting("/proc", "default"));
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void letsTheArgumentWinOverThePropertyAndThatOverTheVariable() {
        Map<String, String> environment =
                Map.of("BUDDYSCOPE_PERIOD", "2s", "BUDDYSCOPE_WINDOW", "2s", "BUDDYSCOPE_DIRECT_THRESHOLD", "2MiB");
        Map<String, String> properties = Map.of("buddyscope.period", "3s", "buddyscope.window", "3s");

        Options options = Options.of("period=4s", properties, environment);

        assertThat(options.setting(OptionKey.PERIOD)).isEqualTo(new Options.Setting("4s", "argument"));
        assertThat(options.setting(OptionKey.WINDOW)).isEqualTo(new Options.Setting("3s", "property"));
        assertThat(options.setting(OptionKey.DIRECT_THRESHOLD)).isEqualTo(new Options.Setting("2MiB", "environment"));
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void takesSeveralOptionsInOneArgument() {
        Options options = Options.of("period=100ms,kernel=file:/var/log/kern.log,log=off", Map.of(), Map.of());

        assertThat(options.nanos(OptionKey.PERIOD))
                .isEqualTo(Duration.ofMillis(100).toNanos());
        assertThat(options.get(OptionKey.KERNEL)).isEqualTo("file:/var/log/kern.log");
        assertThat(options.logLevel()).isEqualTo(AgentLog.Level.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "off", "/run/other/relay.sock"})
    void takesARelay(String value) {
        assertThat(Options.of("relay=" + value, Map.of(), Map.of()).get(OptionKey.RELAY))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "relay.sock", "/a\u0000b"})
    void takesNothingElseForARelay(String value) {
        Options options = Options.of("relay=" + value, Map.of(), Map.of());

        assertThat(options.get(OptionKey.RELAY)).isEqualTo("auto");
        assertThat(options.problems()).singleElement().asString().contains("auto, off, or the path");
    }

    @Test
    void namesAnUnknownOptionInOneLineAndGoesOn() {
        Options options = Options.of("perod=5s,window=7s", Map.of(), Map.of());

        assertThat(options.problems()).singleElement().asString().contains("perod=5s", "period", "window");
        assertThat(options.nanos(OptionKey.WINDOW))
                .isEqualTo(Duration.ofSeconds(7).toNanos());
    }

    @Test
    void namesKeyValueWhatIsAllowedAndTheDefaultForAValueThatDoesNotParse() {
        Options options = Options.of(null, Map.of("buddyscope.period", "soon"), Map.of());

        assertThat(options.problems())
                .containsExactly("option buddyscope.period can't be 'soon': it takes a time from 100ms to 1h, such as"
                        + " 500ms, 1s or 2m; the default 1s is in force");
        assertThat(options.setting(OptionKey.PERIOD)).isEqualTo(new Options.Setting("1s", "default"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "period=99ms",
                "period=61m",
                "period=-1s",
                "period=1",
                "period=",
                "period",
                "period=99999999999999999999s",
                "window=0s",
                "kernel=file:",
                "kernel=dmesg",
                "direct=yes",
                "direct.threshold=0",
                "direct.threshold=1TiB",
                "log=trace",
                "proc="
            })
    void refusesWhatIsOutOfRangeOrMisspelt(String argument) {
        Options options = Options.of(argument, Map.of(), Map.of());

        assertThat(options.problems()).hasSize(1);
        for (OptionKey key : OptionKey.values()) {
            assertThat(options.setting(key)).isEqualTo(new Options.Setting(key.defaultValue, "default"));
        }
    }

    @Test
    void doesNotMindACommaTooMany() {
        Options options = Options.of(",period=2s,,window=7s,", Map.of(), Map.of());

        assertThat(options.problems()).isEmpty();
        assertThat(options.nanos(OptionKey.PERIOD))
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void quotesOnlyTheBeginningOfAVeryLongValue() {
        Options options = Options.of("period=" + "9".repeat(100_000), Map.of(), Map.of());

        assertThat(options.problems())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .hasSizeLessThan(400)
                        .startsWith("option period can't be '999")
                        .endsWith("the default 1s is in force"));
    }

    @Test
    void countsWhatIsWrongBeyondTheFirstFew() {
        Options options = Options.of("x,".repeat(50_000), Map.of(), Map.of());

        assertThat(options.problems()).hasSize(21);
        assertThat(options.problems().get(20)).isEqualTo("and 49980 more options that are unknown or wrong");
    }

    @Test
    void looksAtNobodyElsesPropertiesAndVariables() {
        Options options = Options.of("", Map.of("java.home", "/x", 1, 2), Map.of("PATH", "/bin"));

        assertThat(options.problems()).isEmpty();
    }
}
