// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.ZoneId;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Object names: a promise to those who script against them. */
final class Names {
    static final ObjectName HOST = name("buddyscope:type=Host");
    static final ObjectName KERNEL_FAILURES = name("buddyscope:type=KernelFailures");
    static final ObjectName STALLS = name("buddyscope:type=Stalls");
    static final ObjectName DIRECT_BUFFERS = name("buddyscope:type=DirectBuffers");
    static final ObjectName CORRELATION = name("buddyscope:type=Correlation");
    static final ObjectName AGENT = name("buddyscope:type=Agent");

    private Names() {}

    /** {@code buddyscope:type=Zone,node=0,zone=Normal}. */
    static ObjectName zone(ZoneId id) {
        String zone = plain(id.zone()) ? id.zone() : ObjectName.quote(id.zone());
        return name("buddyscope:type=Zone,node=" + id.node() + ",zone=" + zone);
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!word) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
