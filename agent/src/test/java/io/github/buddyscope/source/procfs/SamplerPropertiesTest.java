// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.parse.procfs.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A sampler that follows the files says what one says that has just begun, whatever becomes of the files. */
class SamplerPropertiesTest {
    private static final String[] FILES = {"buddyinfo", "zoneinfo", "vmstat", "pressure/memory"};
    private static final String[] CAPTURED = {"buddyinfo-x86", "zoneinfo-x86", "vmstat-x86", "pressure"};
    private static final int SAMPLES = 12;
    private static final String HOSTILE = "0123456789 \n\t=.,-()xN\0";

    @Property(tries = 300, seed = "20261123")
    void whateverChanges(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path proc = Files.createTempDirectory("proc");
        try {
            Files.createDirectory(proc.resolve("pressure"));
            HostSampler following = new HostSampler(proc);
            for (int sample = 0; sample < SAMPLES; sample++) {
                for (int i = 0; i < FILES.length; i++) {
                    String text = new String(Texts.captured(CAPTURED[i] + "-6.18.txt"), StandardCharsets.ISO_8859_1);
                    text = otherNumbers(text, random);
                    if (random.nextInt(6) == 0) {
                        text = garbled(text, random);
                    }
                    Files.writeString(proc.resolve(FILES[i]), text, StandardCharsets.ISO_8859_1);
                }
                HostSampler fresh = new HostSampler(proc);
                HostSample expected = fresh.sample();
                HostSample actual = following.sample();
                assertThat(actual.zones()).isEqualTo(expected.zones());
                assertThat(actual.vmStat()).isEqualTo(expected.vmStat());
                assertThat(actual.pressure()).isEqualTo(expected.pressure());
                assertThat(following.states()).isEqualTo(fresh.states());
            }
        } finally {
            for (String file : FILES) {
                Files.deleteIfExists(proc.resolve(file));
            }
            Files.delete(proc.resolve("pressure"));
            Files.delete(proc);
        }
    }

    /** Of each number, now and then, another, of another length too; in names and node numbers seldom. */
    private static String otherNumbers(String text, Random random) {
        int change = 2 + random.nextInt(40);
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = at;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            boolean value = at > 0
                    && " =.".indexOf(text.charAt(at - 1)) >= 0
                    && !out.toString().endsWith("Node ");
            if (end > at && random.nextInt(value ? change : 5_000) == 0) {
                out.append(random.nextInt(1 << random.nextInt(31)));
            } else {
                out.append(text, at, end);
            }
            if (end < text.length()) {
                out.append(text.charAt(end++));
            }
            at = end;
        }
        return out.toString();
    }

    private static String garbled(String text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(40));
        char hostile = HOSTILE.charAt(random.nextInt(HOSTILE.length()));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(0, from) + text.substring(to);
            case 2 -> text.substring(0, from) + hostile + text.substring(from + 1);
            case 3 -> text.substring(0, to) + text.substring(from);
            default -> text.substring(0, from) + hostile + text.substring(from);
        };
    }
}
