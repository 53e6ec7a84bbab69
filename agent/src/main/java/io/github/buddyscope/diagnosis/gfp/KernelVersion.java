// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

/**
 * A kernel release as {@code uname -r} and the stack header print it, reduced to what the rules depend on.
 *
 * @param el release of Red Hat Enterprise Linux that the kernel was built for ({@code .el7}), 0 where it wasn't. Their
 *     kernels carry backports, so a rule may apply to an older number than upstream's.
 */
public record KernelVersion(int major, int minor, int patch, int el) {
    private static final int MAX_DIGITS = 5;

    /** Reads e.g. {@code 3.10.0-514.el7.x86_64}, {@code 6.18.44-fc-v669}, {@code 5.13.x}; null where it isn't one. */
    public static KernelVersion parse(String release) {
        if (release == null) {
            return null;
        }
        int dot = release.indexOf('.');
        int major = number(release, 0);
        int minor = dot < 0 ? -1 : number(release, dot + 1);
        if (major < 0 || minor < 0 || digits(release, 0) != dot) {
            return null;
        }
        int second = dot + 1 + digits(release, dot + 1);
        int patch = second < release.length() && release.charAt(second) == '.' ? number(release, second + 1) : 0;
        int el = release.indexOf(".el");
        return new KernelVersion(major, minor, Math.max(patch, 0), el < 0 ? 0 : Math.max(number(release, el + 3), 0));
    }

    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major != wantedMajor ? major > wantedMajor : minor >= wantedMinor;
    }

    public boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        return major == wantedMajor && minor == wantedMinor ? patch >= wantedPatch : atLeast(wantedMajor, wantedMinor);
    }

    /** The 3.10 kernel of Red Hat Enterprise Linux 7, CentOS 7 and the like, not a newer kernel built for them. */
    public boolean isEl7() {
        return el == 7 && major == 3 && minor == 10;
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }

    private static int number(String text, int from) {
        int digits = digits(text, from);
        return digits == 0 || digits > MAX_DIGITS ? -1 : Integer.parseInt(text.substring(from, from + digits));
    }

    /** Written out, as is the other: the first that the JVM makes for a record costs it tens of milliseconds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KernelVersion v
                && v.major == major
                && v.minor == minor
                && v.patch == patch
                && v.el == el;
    }

    @Override
    public int hashCode() {
        return ((31 * major + minor) * 31 + patch) * 31 + el;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (el > 0 ? ".el" + el : "");
    }
}
