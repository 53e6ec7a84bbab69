// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.KernelLine;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes away what dmesg, a log daemon or a terminal put before the kernel's text: {@code [sec.usec]} with or without
 * caller id, {@code dmesg -T}, {@code -x}, {@code -d} and {@code -H}, {@code <4>}, syslog with RFC 3164 or RFC 3339 stamps,
 * journalctl's short forms, and raw {@code /dev/kmsg} records.
 *
 * <p>Anyone may write to syslog, so where a line names its program only {@code kernel:} is believed; a level with another
 * facility than the kernel's is not. A line without any prefix is taken for the kernel's, since people paste them.
 */
public final class LogPrefix {
    /** Characters of a line that are kept; the longest that a kernel prints are below 1,100. */
    static final int MAX_LINE = 16 * 1024;

    private static final int MAX_HOST_WORDS = 3;

    private final String line;
    private int at;
    private boolean bare = true;
    private boolean tagged;
    private boolean rejected;
    private Long micros;
    private LocalDateTime time;
    private String caller;

    private LogPrefix(String line) {
        this.line = line;
    }

    /**
     * The kernel's lines in one line of a log: none where another program wrote it, several where the log daemon escaped the
     * newlines of one kernel message ({@code #012}, {@code \x0a}).
     *
     * @param number the line's number in its file, given to each
     */
    public static List<KernelLine> parse(long number, String line) {
        String text = cleaned(line);
        KmsgRecord record = looksLikeRecord(text) ? KmsgRecord.parse(text) : null;
        if (record != null) {
            return record.fromKernel() ? renumbered(number, record) : List.of();
        }
        LogPrefix prefix = new LogPrefix(text);
        prefix.strip();
        return prefix.rejected ? List.of() : prefix.lines(number);
    }

    /**
     * Whether nothing in the line says that it is the kernel's. A reader of a log that the kernel doesn't write alone may
     * refuse to let such a line begin a report.
     */
    public static boolean isBare(String line) {
        String text = cleaned(line);
        if (looksLikeRecord(text) && KmsgRecord.parse(text) != null) {
            return false;
        }
        LogPrefix prefix = new LogPrefix(text);
        prefix.strip();
        return prefix.bare;
    }

    /** The text of a message that a log daemon quotes within a line of its own. */
    static String textOf(String quoted) {
        LogPrefix prefix = new LogPrefix(quoted);
        prefix.strip();
        return quoted.substring(prefix.at);
    }

    private static String cleaned(String line) {
        int end = Math.min(line.length(), MAX_LINE);
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        int from = end > 0 && line.charAt(0) == '\uFEFF' ? 1 : 0;
        String text = line.substring(from, end);
        return text.indexOf('\u00A0') < 0 ? text : text.replace('\u00A0', ' ');
    }

    private static boolean looksLikeRecord(String text) {
        int digits = Scan.digits(text, 0);
        return digits > 0 && digits < 8 && text.startsWith(",", digits) && text.indexOf(';') > 0;
    }

    private static List<KernelLine> renumbered(long number, KmsgRecord record) {
        List<KernelLine> lines = new ArrayList<>();
        for (KernelLine line : record.lines(null)) {
            lines.add(new KernelLine(number, line.text(), line.kernelMicros(), null, line.caller(), null));
        }
        return lines;
    }

    private void strip() {
        level();
        facility();
        daemon();
        kernelTag();
        boolean stamped = bracketedStamp();
        if (stamped) {
            androidStamp();
            callerId();
            blank();
            monotonicTag();
        }
        if (!tagged && !rejected) {
            rejected = otherProgram();
        }
    }

    private List<KernelLine> lines(long number) {
        String text = SafeText.of(line.substring(at));
        List<KernelLine> lines = new ArrayList<>(1);
        int from = 0;
        while (from <= text.length()) {
            int newline = escapedNewline(text, from);
            int to = newline < 0 ? text.length() : newline;
            lines.add(new KernelLine(number, text.substring(from, to), micros, time, caller, null));
            from = to + 4;
            if (newline < 0 || from == text.length()) {
                break;
            }
        }
        return lines;
    }

    private static int escapedNewline(String text, int from) {
        int hash = text.indexOf("#012", from);
        int hex = text.indexOf("\\x0a", from);
        return hash < 0 ? hex : hex < 0 ? hash : Math.min(hash, hex);
    }

    /** {@code <4>}; also {@code 04166 < 4> } with a running number before it. */
    private void level() {
        int open = line.startsWith("<", at) ? at : Scan.blanks(line, Scan.hexDigits(line, at));
        if (open > at + 10 || !line.startsWith("<", open)) {
            return;
        }
        int digits = Scan.blanks(line, open + 1);
        int end = Scan.digits(line, digits);
        int priority = Scan.smallNumber(line, digits, end, 1 << 16);
        if (priority >= 0 && line.startsWith(">", end)) {
            bare = false;
            rejected |= priority >> 3 != 0;
            at = end + 1;
            if (line.startsWith(" [", at)) {
                at++;
            }
        }
    }

    /** {@code kern  :warn  : } of {@code dmesg -x}. */
    private void facility() {
        int word = letters(at);
        int colon = Scan.blanks(line, word);
        if (word == at || word > at + 8 || !line.startsWith(":", colon)) {
            return;
        }
        int levelAt = colon + 1;
        int level = letters(levelAt);
        int second = Scan.blanks(line, level);
        boolean padded = second > level || colon > word;
        if (level == levelAt
                || level > levelAt + 6
                || !line.startsWith(":", second)
                || !padded && !line.startsWith("kern", at)) {
            return;
        }
        boolean kernel = line.startsWith("kern", at) && word == at + 4;
        bare = false;
        rejected |= !kernel;
        at = second + 1;
        blank();
    }

    /** A daemon's stamp, then host and tag. */
    private void daemon() {
        Stamp stamp = Stamp.iso(line, at);
        boolean iso = stamp != null;
        if (stamp == null) {
            stamp = Stamp.syslog(line, at);
        }
        if (stamp == null) {
            stamp = Stamp.ctime(line, at);
        }
        if (stamp == null) {
            stamp = weekdayAndIso();
        }
        if (stamp == null || !line.startsWith(" ", stamp.end())) {
            return;
        }
        bare = false;
        time = stamp.time();
        boolean dmesgIso = iso && line.charAt(at + 10) == 'T' && line.indexOf(',', at) == at + 19;
        at = Scan.blanks(line, stamp.end());
        if (!dmesgIso) {
            hostAndTag();
        }
    }

    /** {@code Tue 2024-09-15 17:54:27 UTC} of {@code journalctl -o short-full}. */
    private Stamp weekdayAndIso() {
        int weekday = letters(at);
        Stamp stamp = weekday == at || weekday > at + 5 ? null : Stamp.iso(line, weekday + 1);
        if (stamp == null) {
            return null;
        }
        int zone = Scan.word(line, Math.min(stamp.end() + 1, line.length()));
        return new Stamp(zone, stamp.time());
    }

    private void hostAndTag() {
        int word = at;
        for (int i = 0; i < MAX_HOST_WORDS && word < line.length(); i++) {
            int end = Scan.word(line, word);
            if (line.startsWith("kernel: ", word) || line.startsWith("kernel:", word) && end == line.length()) {
                at = word;
                return;
            }
            if (i > 0 && line.startsWith("last " + Repetition.LITERAL, word)
                    || line.startsWith(Repetition.LITERAL, word)) {
                at = word;
                tagged = true;
                return;
            }
            boolean program = line.charAt(end - 1) == ':';
            if (program || end - word > 1 && i > 0 && otherFacility(word, end)) {
                break;
            }
            word = Scan.blanks(line, end);
        }
        rejected = true;
    }

    /** {@code user.notice} where busybox writes {@code kern.warn}. */
    private boolean otherFacility(int from, int to) {
        int dot = line.indexOf('.', from);
        return dot < 0 || dot >= to || !line.startsWith("kern.", from);
    }

    private void kernelTag() {
        if (line.startsWith("kernel:", at)) {
            bare = false;
            tagged = true;
            at += "kernel:".length();
            blank();
        }
    }

    /** Behind {@code [sec.usec]}: {@code kernel: } or {@code host kernel: } of {@code journalctl -o short-monotonic}. */
    private void monotonicTag() {
        if (tagged) {
            return;
        }
        kernelTag();
        int host = Scan.word(line, at);
        if (!tagged && host > at && line.charAt(host - 1) != ':' && line.startsWith(" kernel: ", host)) {
            at = host + 1;
            kernelTag();
        }
    }

    /** {@code [  12.345678]}, {@code [  +0.000004]}, {@code [Wed Mar 13 11:16:48 2024]}, {@code [Mar13 11:16]}. */
    private boolean bracketedStamp() {
        int open = tagged ? at : Scan.blanks(line, at);
        if (!line.startsWith("[", open)) {
            return false;
        }
        int from = Scan.blanks(line, open + 1);
        int seconds = Scan.digits(line, from);
        if (seconds > from && line.startsWith(".", seconds)) {
            int end = Scan.digits(line, seconds + 1);
            if (end - seconds == 7 && line.startsWith("]", end)) {
                long whole = Scan.number(line, from, seconds);
                boolean fits = whole >= 0 && whole < Long.MAX_VALUE / 2_000_000;
                micros = fits ? (Long) (whole * 1_000_000 + Scan.number(line, seconds + 1, end)) : null;
                return stripTo(end + 1);
            }
            return false;
        }
        int close = line.indexOf(']', from);
        if (close < 0 || close - from > 40) {
            return false;
        }
        if (line.startsWith("+", from) || line.startsWith("-", from)) {
            int whole = Scan.digits(line, from + 1);
            boolean delta = line.startsWith(".", whole) && Scan.digits(line, whole + 1) == close;
            return delta && stripTo(close + 1);
        }
        Stamp stamp = Stamp.ctime(line, from);
        if (stamp != null && stamp.end() == close) {
            time = stamp.time();
            return stripTo(close + 1);
        }
        int word = letters(from);
        boolean minute =
                word - from == 3 && close > 3 && line.charAt(close - 3) == ':' && Scan.digits(line, close - 2) == close;
        return minute && stripTo(close + 1);
    }

    private boolean stripTo(int end) {
        bare = false;
        at = end;
        return true;
    }

    /** A second stamp, {@code  [03-19 10:05:52.172]}, that some vendors' kernels add. */
    private void androidStamp() {
        if (line.length() > at + 20
                && line.startsWith(" [", at)
                && line.charAt(at + 4) == '-'
                && line.charAt(at + 7) == ' '
                && line.charAt(at + 10) == ':'
                && line.charAt(at + 20) == ']') {
            at += 21;
        }
    }

    /** {@code [T1662]}, {@code [    C1]}. */
    private void callerId() {
        int open = line.startsWith(" [", at) ? at + 1 : at;
        if (!line.startsWith("[", open)) {
            return;
        }
        int from = Scan.blanks(line, open + 1);
        boolean kind = line.startsWith("T", from) || line.startsWith("C", from);
        int end = Scan.digits(line, from + 1);
        if (kind && end > from + 1 && end < from + 12 && line.startsWith("]", end)) {
            caller = line.substring(from, end);
            at = end + 1;
        }
    }

    private void blank() {
        if (line.startsWith(" ", at)) {
            at++;
        }
    }

    /** {@code sshd[1]: …}: a program's line among the kernel's, as journalctl mixes them. */
    private boolean otherProgram() {
        int colon = line.indexOf(": ", at);
        if (colon < at + 3 || line.charAt(colon - 1) != ']') {
            return false;
        }
        int open = line.lastIndexOf('[', colon);
        return open > at && colon - 1 > open + 1 && Scan.digits(line, open + 1) == colon - 1;
    }

    private int letters(int from) {
        int i = from;
        while (i < line.length() && Character.isLetter(line.charAt(i))) {
            i++;
        }
        return i;
    }
}
