// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.event.AllocationStallEvent;
import io.github.buddyscope.event.Vocabulary;
import io.github.buddyscope.event.ZoneSampleEvent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.IState;
import org.openjdk.jmc.common.item.Aggregators;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.PersistableItemFilter;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.LinearKindOfQuantity;
import org.openjdk.jmc.common.util.StateToolkit;

/** The pages for Mission Control, read with its own reader and applied to a recording as it does. */
class PagesTest {
    /** What the desktop writes between attributes that are grouped by together. */
    private static final String AND = "GROUPED_ATTRIBUTE_DELIMITER_PERSISTENCE";

    private static final Set<String> HISTOGRAM = Set.of("itemhistogram.key", "itemhistogram.count");
    private static Recorded recorded;
    private static IItemCollection items;

    @BeforeAll
    static void record() throws Exception {
        recorded = Recorded.with();
        for (Class<? extends Event> type : Vocabulary.EVENTS) {
            recorded.and(type.getConstructor().newInstance());
        }
        for (String name : List.of("DMA32", "Normal")) {
            ZoneSampleEvent zone = Sample.zone("ABOVE_HIGH", 900, 10, 0);
            zone.zone = name;
            recorded.and(zone);
        }
        AllocationStallEvent own = Sample.stall("MUTATOR", 1, 1);
        items = recorded.and(own).items();
    }

    @AfterAll
    static void forget() {
        recorded.close();
        items = null;
    }

    static List<IState> pages() throws Exception {
        List<IState> pages = new ArrayList<>();
        IState file = StateToolkit.fromXMLString(text());
        // the desktop takes every child of the root for a page
        for (IState child : file.getChildren()) {
            assertThat(child.getType()).isEqualTo("page");
            collect(child, pages);
        }
        return pages;
    }

    private static String text() throws Exception {
        try (InputStream in = PagesTest.class.getResourceAsStream("/buddyscope-pages.xml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void collect(IState page, List<IState> into) {
        into.add(page);
        for (IState child : page.getChildren("page")) {
            collect(child, into);
        }
    }

    @Test
    void eachHasItsOwnIdAndOneStateThatTheDesktopCanShow() throws Exception {
        Set<String> ids = new HashSet<>();
        for (IState page : pages()) {
            assertThat(ids.add(page.getAttribute("id")))
                    .as(page.getAttribute("id"))
                    .isTrue();
            assertThat(page.getAttribute("id")).startsWith("io.github.buddyscope.");
            assertThat(page.getAttribute("factory")).isEqualTo("org.openjdk.jmc.flightrecorder.ui.itemhandler");
            assertThat(page.getChildren("state")).hasSize(1);
            IState state = page.getChild("state");
            assertThat(state.getAttribute("name")).isNotBlank();
            assertThat(state.getAttribute("description")).isNotBlank();
            assertThat(state.getChild("topic").getAttribute("value")).isEqualTo(BuddyscopeRule.TOPIC);
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void showEveryEventThatIsNotAboutTheAgentItself() throws Exception {
        Set<String> shown = new HashSet<>();
        for (IState page : pages()) {
            shown.add(only(page).getType().getIdentifier());
        }
        assertThat(shown)
                .containsExactlyInAnyOrder(
                        "buddyscope.ZoneSample",
                        "buddyscope.HostPressure",
                        "buddyscope.KernelFailure",
                        "buddyscope.AllocationFailure",
                        "buddyscope.AllocationStall",
                        "buddyscope.DirectAllocation",
                        "buddyscope.DirectActivity",
                        "buddyscope.Verdict");
    }

    /** The desktop draws lines only where the filter leaves one array of one type. */
    private static IItemIterable only(IState page) {
        IState filter = page.getChild("state").getChild("pageFilter");
        List<IItemIterable> arrays = new ArrayList<>();
        items.apply(PersistableItemFilter.readFrom(filter)).forEach(arrays::add);
        assertThat(arrays).as(page.getAttribute("id")).hasSize(1);
        assertThat(arrays.get(0).hasItems()).isTrue();
        return arrays.get(0);
    }

    /** By the ids that the desktop makes for columns; it asks in the deprecated way itself. */
    @SuppressWarnings("deprecation")
    private static Map<String, IAttribute<?>> byColumn(IItemIterable items) {
        Map<String, IAttribute<?>> attributes = new HashMap<>();
        for (IAttribute<?> attribute : items.getType().getAttributes()) {
            attributes.put(
                    attribute.getIdentifier() + ":" + attribute.getContentType().getIdentifier(), attribute);
        }
        return attributes;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyColumnIsAnAttributeOfItsEvent(IState page) {
        Map<String, IAttribute<?>> attributes = byColumn(only(page));
        IState list = page.getChild("state").getChild("listAndChart").getChild("listSettings");
        List<String> columns = new ArrayList<>();
        for (IState column : list.getChildren("column")) {
            columns.add(column.getAttribute("id"));
        }
        assertThat(columns).hasSizeGreaterThan(4).doesNotHaveDuplicates().contains(list.getAttribute("sortColumn"));
        assertThat(attributes).containsKeys(columns.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyGroupAndItsColumnsAreAttributesOfItsEvent(IState page) {
        IState histogram = page.getChild("state").getChild("histogram");
        if (histogram == null) {
            return;
        }
        Map<String, IAttribute<?>> attributes = byColumn(only(page));
        for (String group : histogram.getAttribute("groupBy").split(AND)) {
            assertThat(attributes.values())
                    .anyMatch(attribute -> attribute.getIdentifier().equals(group));
        }
        for (IState column : histogram.getChild("table").getChildren("column")) {
            String id = column.getAttribute("id");
            if (!HISTOGRAM.contains(id)) {
                assertThat(id).matches("(SUM|AVG|MIN|MAX).*");
                assertThat(attributes.get(id.substring(3)).getContentType()).isInstanceOf(LinearKindOfQuantity.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLineAndBarIsAQuantityOfItsEvent(IState page) {
        IState chart = page.getChild("state").getChild("listAndChart").getChild("chartSettings");
        if (chart == null) {
            return;
        }
        Map<String, IAttribute<?>> attributes = byColumn(only(page));
        for (String line : split(chart.getAttribute("lineChartAttributes"))) {
            assertThat(attributes.get(line).getContentType()).as(line).isInstanceOf(LinearKindOfQuantity.class);
        }
        for (String bar : split(chart.getAttribute("barChartAttributes"))) {
            @SuppressWarnings("unchecked")
            IAttribute<IQuantity> of = (IAttribute<IQuantity>) attributes.get(bar.split(";")[0]);
            assertThat(Aggregators.getQuantityAggregator(bar.split(";")[1], of).getName())
                    .isEqualTo(bar.split(";")[1]);
        }
    }

    private static String[] split(String list) {
        return list == null ? new String[0] : list.split(",");
    }
}
