// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.ThreadKind;

/** Names of threads that many programs have: a name alone tells whose a task is only where it's nobody else's. */
final class CommonNames {
    /** How the JDK and what services are usually built of name their threads. */
    private static final String[] BEGINS = {
        // the JDK
        "java",
        "main",
        "Thread-",
        "pool-",
        "Timer-",
        "ForkJoinPool",
        "CompletableFutu",
        "HttpClient-",
        "process reaper",
        "Cleaner-",
        "RMI ",
        "JMX ",
        "GC Daemon",
        "DestroyJavaVM",
        "SIG", // SIGTERM handler
        "Keep-Alive-",
        "VirtualThread-",
        "Read-Poller",
        "Write-Poller",
        "AWT-",
        "Java2D ",
        // servers
        "http",
        "qtp",
        "XNIO-",
        "Catalina-",
        "container-",
        "nioEventLoop",
        "epollEventLoop",
        "multiThreadIoEv",
        "netty",
        "vert.x-",
        "reactor-",
        "boundedElastic-",
        "parallel-",
        "grpc-",
        "scheduling-",
        "task-",
        "executor-",
        "default-",
        "worker-",
        "background-",
        // clients and libraries
        "HikariPool",
        "OkHttp",
        "Okio ",
        "kafka-",
        "lettuce-",
        "redisson-",
        "quartz",
        "DefaultQuartz",
        "Log4j",
        "AsyncLogger",
        "logback-",
        "AsyncAppender",
    };

    private CommonNames() {}

    /** Whether other programs are likely to have threads of that name; the JVM's own every JVM has. */
    static boolean has(String name) {
        if (name.isEmpty() || ThreadKinds.of(name) != ThreadKind.MUTATOR) {
            return true;
        }
        for (String begin : BEGINS) {
            if (name.startsWith(begin)) {
                return true;
            }
        }
        return false;
    }
}
