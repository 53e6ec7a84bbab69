// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.screen.Key;
import java.util.List;

/**
 * What the one who looks has chosen.
 *
 * @param focus which pane the arrows move
 * @param zonesDown rows that the zones are scrolled down
 * @param eventsBack lines that the happenings are scrolled back from the newest
 * @param helpDown lines that the help is scrolled down
 * @param periodMillis how long between two samples
 */
public record Ui(
        boolean paused,
        boolean help,
        Focus focus,
        int zonesDown,
        int eventsBack,
        int helpDown,
        Curve curve,
        long periodMillis) {
    /** A pane that can be scrolled. */
    public enum Focus {
        EVENTS,
        ZONES
    }

    private static final List<Long> PERIODS =
            List.of(100L, 200L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 30_000L, 60_000L, 600_000L, 3_600_000L);
    private static final int PAGE = 8;
    private static final int MOST = Happenings.MOST;

    /** As it begins. */
    public static Ui of(long periodMillis) {
        return new Ui(false, false, Focus.EVENTS, 0, 0, 0, Curve.LARGEST_ORDER, periodMillis);
    }

    /**
     * After that key.
     *
     * @param zones how many there are to be scrolled through
     * @param events the same of happenings
     */
    public Ui press(Key key, int zones, int events) {
        return switch (key) {
            case PAUSE -> new Ui(!paused, help, focus, zonesDown, eventsBack, helpDown, curve, periodMillis);
            case HELP -> new Ui(paused, !help, focus, zonesDown, eventsBack, 0, curve, periodMillis);
            case ESCAPE -> new Ui(paused, false, focus, zonesDown, 0, 0, curve, periodMillis);
            case TAB ->
                new Ui(
                        paused,
                        help,
                        focus == Focus.EVENTS ? Focus.ZONES : Focus.EVENTS,
                        zonesDown,
                        eventsBack,
                        helpDown,
                        curve,
                        periodMillis);
            case NEXT_CURVE -> new Ui(paused, help, focus, zonesDown, eventsBack, helpDown, curve.next(), periodMillis);
            case FASTER -> period(faster());
            case SLOWER -> period(slower());
            case UP -> scroll(-1, zones, events);
            case DOWN -> scroll(1, zones, events);
            case PAGE_UP -> scroll(-PAGE, zones, events);
            case PAGE_DOWN -> scroll(PAGE, zones, events);
            case HOME -> scroll(-MOST, zones, events);
            case END -> scroll(MOST, zones, events);
            case QUIT, REDRAW -> this;
        };
    }

    private Ui scroll(int down, int zones, int events) {
        if (help) {
            return new Ui(
                    paused, true, focus, zonesDown, eventsBack, within(helpDown + down, MOST), curve, periodMillis);
        }
        return focus == Focus.ZONES
                ? new Ui(paused, false, focus, within(zonesDown + down, zones - 1), eventsBack, 0, curve, periodMillis)
                : new Ui(
                        paused, false, focus, zonesDown, within(eventsBack - down, events - 1), 0, curve, periodMillis);
    }

    /** The same lines stay in view while newer ones come, where somebody has scrolled back to them. */
    Ui came(int events) {
        return eventsBack == 0 || events <= 0
                ? this
                : new Ui(
                        paused,
                        help,
                        focus,
                        zonesDown,
                        within(eventsBack + events, MOST),
                        helpDown,
                        curve,
                        periodMillis);
    }

    private static int within(int value, int most) {
        return Math.max(0, Math.min(value, most));
    }

    private Ui period(long millis) {
        return new Ui(paused, help, focus, zonesDown, eventsBack, helpDown, curve, millis);
    }

    private long faster() {
        for (int i = PERIODS.size() - 1; i >= 0; i--) {
            if (PERIODS.get(i) < periodMillis) {
                return PERIODS.get(i);
            }
        }
        return periodMillis;
    }

    private long slower() {
        for (long period : PERIODS) {
            if (period > periodMillis) {
                return period;
            }
        }
        return periodMillis;
    }
}
