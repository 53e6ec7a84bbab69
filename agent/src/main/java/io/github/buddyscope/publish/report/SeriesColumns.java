// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.Series;

/** Writes a series of samples as columns: one of times, and for each number one of the least and, if need be, one of the most. */
final class SeriesColumns {
    private final JsonOut json;
    private final long begin;

    /** @param begin of the axis, microseconds */
    SeriesColumns(JsonOut json, long begin) {
        this.json = json;
        this.begin = begin;
    }

    /** @param units what a column is divided by */
    void write(Series series, long... units) {
        json.begin('{').number("per", series.samplesPerPoint());
        json.key("t").begin('[');
        long before = 0;
        for (int i = 0; i < series.size(); i++) {
            long millis = (series.time(i) - begin) / 1000;
            json.number(millis - before);
            before = millis;
        }
        json.end(']').key("least").begin('[');
        for (int column = 0; column < units.length; column++) {
            least(series, column, units[column]);
        }
        json.end(']');
        if (series.samplesPerPoint() > 1) {
            json.key("more").begin('[');
            for (int column = 0; column < units.length; column++) {
                more(series, column, units[column]);
            }
            json.end(']');
        }
        json.end('}');
    }

    private void least(Series series, int column, long unit) {
        json.begin('[');
        long before = 0;
        for (int i = 0; i < series.size(); i++) {
            long value = scaled(series.least(column, i), unit);
            json.number(value - before);
            before = value;
        }
        json.end(']');
    }

    private void more(Series series, int column, long unit) {
        json.begin('[');
        for (int i = 0; i < series.size(); i++) {
            json.number(scaled(series.most(column, i), unit) - scaled(series.least(column, i), unit));
        }
        json.end(']');
    }

    private static long scaled(long value, long unit) {
        return value < 0 ? -1 : value / unit;
    }
}
