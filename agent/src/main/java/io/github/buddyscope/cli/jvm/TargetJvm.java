// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.github.buddyscope.text.SafeText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A running JVM of this host, reached through its attach socket. */
public final class TargetJvm implements AutoCloseable {
    /** Says why the JVM can't be reached, in words for the user. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message);
        }
    }

    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_MILLIS = 20;
    private static final int ATTEMPTS = 3;

    private final VirtualMachine machine;

    private TargetJvm(VirtualMachine machine) {
        this.machine = machine;
    }

    /**
     * Looks at {@code /proc/PID} first: the attach protocol sends SIGQUIT, which kills a process that isn't a JVM.
     */
    public static TargetJvm attach(String pid) throws Unreachable {
        JvmProcess process = new JvmProcess(pid);
        if (!process.exists()) {
            throw new Unreachable("there is no process " + pid);
        }
        if (process.surelyNoJvm()) {
            throw new Unreachable("process " + pid + " is no JVM that takes attachments");
        }
        try {
            return new TargetJvm(VirtualMachine.attach(pid));
        } catch (AttachNotSupportedException | IOException e) {
            throw new Unreachable("process " + pid + " can't be attached to: " + reason(e)
                    + " (it must be a JVM of the same user, started without -XX:+DisableAttachMechanism)");
        } catch (LinkageError noAttachModule) {
            throw new Unreachable("this Java has no jdk.attach module: use a JDK's java to attach");
        }
    }

    /** A condition that asks the JVM. */
    interface Condition {
        boolean holds() throws Unreachable;
    }

    /** A system property of the JVM's; null where it has none of that name. */
    String property(String name) throws Unreachable {
        IOException failure = null;
        // a JVM fails with a NullPointerException where a property is removed while it makes the list
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return machine.getSystemProperties().getProperty(name);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new Unreachable("the JVM doesn't answer: " + reason(failure));
    }

    /** Loads this very jar as an agent into the JVM. */
    void load(String argument) throws Unreachable {
        try {
            machine.loadAgent(ownJar().toString(), argument);
        } catch (AgentLoadException | AgentInitializationException | IOException e) {
            throw new Unreachable("the JVM refuses the agent: " + reason(e)
                    + " (-XX:+EnableDynamicAgentLoading allows it; it must be able to read " + ownJar() + ")");
        }
    }

    /** Waits until it holds; false where that takes too long. */
    boolean await(Condition condition) throws Unreachable {
        return await(condition, ANSWER_NANOS);
    }

    /** Waits until it holds; false where that takes longer. */
    boolean await(Condition condition, long nanos) throws Unreachable {
        long deadline = System.nanoTime() + nanos;
        do {
            if (condition.holds()) {
                return true;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        } while (System.nanoTime() - deadline < 0);
        return false;
    }

    private static Path ownJar() {
        try {
            return Path.of(TargetJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reason(Exception e) {
        return SafeText.line(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    @Override
    public void close() {
        try {
            machine.detach();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
