// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the report: a page shows it as one, a terminal as far as it has room. */
final class Table {
    private final String id;
    private final String title;
    private final String lead;
    private final List<String> columns;
    private final List<List<Cell>> rows = new ArrayList<>();
    private String instead = "";
    private String foot = "";

    /** @param lead what is to be known before it is read; "" where nothing is */
    Table(String id, String title, String lead, String... columns) {
        this.id = id;
        this.title = title;
        this.lead = lead;
        this.columns = List.of(columns);
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** What to say where there is no row. */
    Table instead(String words) {
        instead = words;
        return this;
    }

    /** What stands below it, as of rows that are left out. */
    Table foot(String words) {
        foot = words;
        return this;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    String lead() {
        return lead;
    }

    List<String> columns() {
        return columns;
    }

    List<List<Cell>> rows() {
        return rows;
    }

    String instead() {
        return instead;
    }

    String foot() {
        return foot;
    }
}
