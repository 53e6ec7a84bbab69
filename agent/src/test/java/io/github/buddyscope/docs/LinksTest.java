// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the pages lead to files and headings that there are, and every page is led to. */
class LinksTest {
    private static final Path ROOT = Page.DOCS.resolve("..").normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    @Test
    void everyRelativeLinkLeadsToAFileAndToAHeadingOfIt() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : links(page)) {
                if (!leads(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsInTheIndexAndEveryPictureOnAPage() throws IOException {
        Set<Path> linked = new TreeSet<>();
        for (Path page : pages()) {
            for (String link : links(page)) {
                linked.add(page.resolveSibling(file(link)).normalize());
            }
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Page.DOCS)) {
            files.filter(file -> file.toString().matches(".*\\.(md|png|svg)"))
                    .filter(file -> !file.endsWith("README.md"))
                    .map(Path::normalize)
                    .forEach(all::add);
        }

        assertThat(linked).containsAll(all);
    }

    @Test
    void theIndexIsLedToFromTheReadme() throws IOException {
        assertThat(links(ROOT.resolve("README.md"))).contains("docs/README.md");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.walk(Page.DOCS)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .map(Path::normalize)
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
        while (link.find()) {
            if (!link.group(1).matches("[a-z]+:.*")) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    private static String file(String link) {
        return link.replaceFirst("#.*", "");
    }

    private static boolean leads(Path page, String link) throws IOException {
        Path to = file(link).isEmpty() ? page : page.resolveSibling(file(link));
        if (!Files.exists(to)) {
            return false;
        }
        int anchor = link.indexOf('#');
        return anchor < 0 || anchors(to).contains(link.substring(anchor + 1));
    }

    /** As GitHub names headings. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher heading = HEADING.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""));
        while (heading.find()) {
            String name = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\]\\([^)]*\\)", "")
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int times = seen.merge(name, 1, Integer::sum);
            anchors.add(times == 1 ? name : name + "-" + (times - 1));
        }
        return anchors;
    }
}
