// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an exporter says at one moment.
 *
 * @param ours the lines about our metrics
 * @param values by name and labels, as they stand there
 */
record Scrape(String ours, Map<String, Double> values) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Scrape of(int port) {
        String text = get(URI.create("http://127.0.0.1:" + port + "/metrics"));
        String ours = text.lines()
                .filter(line -> line.matches("(# (HELP|TYPE) )?buddyscope_.*"))
                .collect(Collectors.joining("\n", "", "\n"));
        Map<String, Double> values = new TreeMap<>();
        ours.lines().filter(line -> line.startsWith("buddyscope_")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
        });
        return new Scrape(ours, values);
    }

    /** Empty where nobody answers (yet), or not well. */
    static String get(URI uri) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of metrics of that type. */
    Set<String> names(String type) {
        return ours.lines()
                .filter(line -> line.startsWith("# TYPE ") && line.endsWith(" " + type))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
