// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.model.HostFacts;
import java.util.Map;
import java.util.TreeMap;

/** How settings are tried and kept. */
final class Settings {
    /** The kernel's own documents. */
    static final String VM = "kernel documentation, admin-guide/sysctl/vm.rst";

    static final String PARAMETERS = "kernel documentation, admin-guide/kernel-parameters.txt";

    private static final String FILE = "/etc/sysctl.d/90-memory.conf";

    private Settings() {}

    /** {@code sysctl -w vm.x=20 (now 10)}. */
    static String set(String name, long value, Long now) {
        return "sysctl -w " + name + "=" + value + (now == null ? "" : " (now " + now + ")");
    }

    static String set(String name, long value, Long now, long usual) {
        return now != null ? set(name, value, now) : set(name, value, null) + " (by default it is " + usual + ")";
    }

    /** How to keep a sysctl. */
    static String inFile(String name, Object value) {
        return "the line " + name + " = " + value + " in " + FILE + ", read at boot and by sysctl --system";
    }

    /** How to keep a file of sysfs, which has no sysctl.d. */
    static String inTmpfiles(String path, String value) {
        return "the line w " + path + " - - - - " + value + " in a file of /etc/tmpfiles.d, read by systemd at boot";
    }

    /** {@code 1.3 per cent}. */
    static String share(long kb, long ofKb) {
        long tenths = ofKb <= 0 ? 0 : kb * 1000 / ofKb;
        return tenths / 10 + "." + tenths % 10 + " per cent of memory";
    }

    /**
     * A name out of a log for use in a command, where it has nothing in it that a shell would take for more than a name;
     * else the placeholder.
     */
    static String safe(String name, String placeholder) {
        if (name == null || name.isEmpty() || name.length() > 512 || name.startsWith("-") || name.contains("..")) {
            return placeholder;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && "_.:@/-".indexOf(c) < 0) {
                return placeholder;
            }
        }
        return name;
    }

    /** {@code eth0 (MTU 9000)} of the interfaces above the usual 1500 bytes; "" where none is. */
    static String jumbo(HostFacts host) {
        TreeMap<String, Integer> byName = new TreeMap<>(host.mtus());
        StringBuilder names = new StringBuilder();
        int named = 0;
        for (Map.Entry<String, Integer> mtu : byName.entrySet()) {
            if (named < 4 && mtu.getValue() > 1500 && !safe(mtu.getKey(), "").isEmpty()) {
                names.append(named++ == 0 ? "" : ", ").append(mtu.getKey());
                names.append(" (MTU ").append(mtu.getValue()).append(')');
            }
        }
        return names.toString();
    }
}
