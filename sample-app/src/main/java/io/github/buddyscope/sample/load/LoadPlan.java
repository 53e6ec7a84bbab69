// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.load;

import io.github.buddyscope.sample.UsageException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How much load, for how long, against what. Only a gateway on this host: a load driver that can be pointed elsewhere is
 * a weapon.
 */
public record LoadPlan(URI target, Duration time, int connections, int requests) {
    public static final int MAX_SECONDS = 3_600;
    public static final int MAX_CONNECTIONS = 64;
    public static final int MAX_REQUESTS = 10_000_000;

    /** @throws UsageException where the URL isn't that of a service on a loopback address */
    public static LoadPlan of(int seconds, int connections, int requests, String url) {
        return new LoadPlan(loopback(url), Duration.ofSeconds(seconds), connections, requests);
    }

    private static URI loopback(String url) {
        try {
            URI uri = URI.create(url);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new UsageException("the URL is like http://127.0.0.1:8080/, not '" + url + "'");
            }
            InetAddress address = InetAddress.getByName(uri.getHost());
            if (!address.isLoopbackAddress()) {
                throw new UsageException("load goes to this host only, and " + uri.getHost() + " isn't it");
            }
            int port = uri.getPort() == -1 ? 80 : uri.getPort();
            String host = address.getHostAddress();
            return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new UsageException("that URL can't be used: " + e.getMessage());
        }
    }
}
