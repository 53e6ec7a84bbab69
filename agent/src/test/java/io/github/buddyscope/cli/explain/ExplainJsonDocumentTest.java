// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.publish.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/explain-json.md} and {@code docs/explain.schema.json} say of {@code explain --json} is so. */
class ExplainJsonDocumentTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final String EXAMPLE = "005-x86-5.19-debian-md5sum-order4-twice.log";
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document("explain.schema.json"), InputFormat.JSON);
    }

    private static String document(String name) {
        try {
            return Files.readString(DOCS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> objects(InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(args));
        int status = ExplainCommand.run(
                all,
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new Terminal(Palette.PLAIN, 80),
                LocalDateTime.now());
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).matches("[\\x20-\\x7e\\n]*");
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(
                            f -> f.toString().endsWith(".log") || f.toString().endsWith(".kmsg"))
                    .sorted()
                    .toList();
        }
    }

    private static void conforms(String object) {
        List<Error> errors = SCHEMA.validate(object, InputFormat.JSON);
        assertThat(errors).as(object).isEmpty();
    }

    @Test
    void everyObjectOfTheCorpusIsAsTheSchemaSays() throws IOException {
        int objects = 0;
        Set<String> kinds = new TreeSet<>();
        for (Path file : corpus()) {
            for (String object : objects(InputStream.nullInputStream(), file.toString())) {
                conforms(object);
                kinds.add(JACKSON.readTree(object).get("kind").asText());
                objects++;
            }
        }
        assertThat(objects).isGreaterThan(20);
        assertThat(kinds).contains("PAGE_ALLOC_FAILURE");
    }

    @Test
    void theSchemaRefusesWhatIsNotSo() throws IOException {
        String object = objects(
                        InputStream.nullInputStream(), CORPUS.resolve(EXAMPLE).toString())
                .get(0);
        conforms(object);
        for (String wrong : List.of(
                object.replace("\"schema\":1", "\"schema\":2"),
                object.replace("\"order\":4", "\"order\":\"4\""),
                object.replace("\"cause\":\"", "\"cause\":\"X"),
                object.replace("\"suppressed\":", "\"suppressed\":-1"),
                object.replace("\"rejected\":", "\"rejects\":"))) {
            assertThat(wrong).isNotEqualTo(object);
            assertThat(SCHEMA.validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
    }

    @Test
    void noFieldIsPrintedThatBothDoNotTellOf() throws IOException {
        Set<String> printed = new TreeSet<>();
        for (Path file : corpus()) {
            for (String object : objects(InputStream.nullInputStream(), file.toString())) {
                names(JACKSON.readTree(object), printed);
            }
        }
        Set<String> told = new TreeSet<>();
        properties(JACKSON.readTree(document("explain.schema.json")), told);
        assertThat(told).containsAll(printed);
        String page = document("explain-json.md");
        assertThat(told).allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
    }

    private static void names(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> names(child, names));
    }

    private static void properties(JsonNode schema, Set<String> names) {
        if (schema.has("required")) { // where a property is defined, not where a condition names one
            schema.path("properties").fieldNames().forEachRemaining(names::add);
        }
        schema.forEach(child -> properties(child, names));
    }

    @Test
    void bytesOfAnyKindInAReportStayValidJson() throws IOException {
        Random random = new Random(7);
        for (Path file : corpus()) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length / 50; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] = bytes[at] == '\n' ? (byte) '\n' : (byte) random.nextInt(256);
            }
            for (String object : objects(new ByteArrayInputStream(bytes))) {
                assertThat(JACKSON.readTree(object).get("schema").asInt()).isEqualTo(1);
                conforms(object);
            }
        }
    }

    @Test
    void theExampleIsWhatIsPrinted() throws IOException {
        String object = objects(
                        InputStream.nullInputStream(), CORPUS.resolve(EXAMPLE).toString())
                .get(0);
        object = object.replace(CORPUS + "/", "");
        String pretty = JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(JACKSON.readTree(object));
        String page = document("explain-json.md");
        int from = page.indexOf("```json\n") + "```json\n".length();
        int to = page.lastIndexOf("```");
        if (Boolean.getBoolean("buddyscope.write")) {
            Files.writeString(
                    DOCS.resolve("explain-json.md"), page.substring(0, from) + pretty + "\n" + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("the example is out of date: run this test with -Dbuddyscope.write=true")
                .isEqualTo(pretty + "\n");
    }
}
