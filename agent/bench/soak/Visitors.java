// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServerConnection;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;

/** Who comes to the service and goes again: requests, JMX clients, recordings, each on a thread of its own. */
final class Visitors {
    private static final long REQUEST_EVERY_MILLIS = 100;

    final AtomicLong answered = new AtomicLong();
    final AtomicLong mishaps = new AtomicLong();
    final AtomicLong clients = new AtomicLong();
    final AtomicLong recordings = new AtomicLong();
    private final WatchedJvm service;
    private final URI url;
    private volatile boolean ending;

    Visitors(WatchedJvm service, URI url) {
        this.service = service;
        this.url = url;
    }

    void startRequests() {
        background("requests", REQUEST_EVERY_MILLIS, this::request);
    }

    void startOthers() {
        background("clients", 15_000, this::comeAndGo);
        background("recordings", 20_000, this::record);
    }

    void end() {
        ending = true;
    }

    /** A client that looks at everything, listens, and goes: every other time without a word. */
    private void comeAndGo() throws Exception {
        JMXConnector connector = JMXConnectorFactory.connect(service.address);
        MBeanServerConnection server = connector.getMBeanServerConnection();
        for (ObjectName name : server.queryNames(new ObjectName("buddyscope:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttribute(name, attribute.getName());
            }
        }
        NotificationListener listener = (told, x) -> {
            throw new IllegalStateException("a listener that throws");
        };
        server.addNotificationListener(WatchedJvm.bean("KernelFailures"), listener, null, null);
        Thread.sleep(3_000);
        if (clients.incrementAndGet() % 2 == 0) {
            server.removeNotificationListener(WatchedJvm.bean("KernelFailures"), listener);
        }
        connector.close();
    }

    private void record() throws Exception {
        ObjectName recorder = new ObjectName("jdk.management.jfr:type=FlightRecorder");
        String[] id = {long.class.getName()};
        Object recording = service.server.invoke(recorder, "newRecording", null, null);
        service.server.invoke(
                recorder,
                "setPredefinedConfiguration",
                new Object[] {recording, recordings.incrementAndGet() % 2 == 0 ? "profile" : "default"},
                new String[] {long.class.getName(), String.class.getName()});
        service.server.invoke(recorder, "startRecording", new Object[] {recording}, id);
        Thread.sleep(5_000);
        service.server.invoke(recorder, "stopRecording", new Object[] {recording}, id);
        service.server.invoke(recorder, "closeRecording", new Object[] {recording}, id);
    }

    private void request() throws IOException {
        long n = answered.get();
        boolean upload = n % 4 == 3;
        HttpURLConnection request = (HttpURLConnection)
                url.resolve(upload ? "upload" : "work?kib=" + (16 << n % 6)).toURL().openConnection();
        request.setReadTimeout(60_000);
        if (upload) {
            request.setDoOutput(true);
            try (OutputStream out = request.getOutputStream()) {
                out.write(new byte[100_000]);
            }
        }
        request.getInputStream().readAllBytes();
        answered.incrementAndGet();
    }

    private interface Work {
        void run() throws Exception;
    }

    private void background(String name, long everyMillis, Work work) {
        Thread thread = new Thread(
                () -> {
                    while (!ending) {
                        try {
                            work.run();
                        } catch (Exception e) {
                            mishaps.incrementAndGet();
                        }
                        try {
                            Thread.sleep(everyMillis);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
