// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class files that stand in the code are what javac of JDK 17 makes of the source that stands above them. */
class HookClassTest {
    private static final String HOOK = """
        package java.nio;

        import java.util.concurrent.atomic.AtomicLong;
        import java.util.function.IntSupplier;
        import java.util.function.LongConsumer;
        import jdk.internal.misc.Unsafe;

        public final class BuddyscopeReservations implements IntSupplier {
            public static volatile LongConsumer onReserve;

            private final long redefinitions = Unsafe.getUnsafe().objectFieldOffset(Class.class, "classRedefinedCount");

            public static boolean reserved(AtomicLong capacity, long before, long after) {
                boolean set = capacity.compareAndSet(before, after);
                if (set) {
                    try {
                        LongConsumer to = onReserve;
                        if (to != null) {
                            to.accept(after - before);
                        }
                    } catch (Throwable nothingReachesTheService) {
                        return true;
                    }
                }
                return set;
            }

            public static boolean initialised(Class<?> type) {
                return !Unsafe.getUnsafe().shouldBeInitialized(type);
            }

            public int getAsInt() {
                return Unsafe.getUnsafe().getIntVolatile(Bits.class, redefinitions);
            }
        }
        """;

    private static final String DEFINER = """
        package io.github.buddyscope.source.jvm;

        import com.sun.management.internal.HotSpotDiagnostic;
        import com.sun.management.internal.HotSpotThreadImpl;
        import java.lang.invoke.MethodHandles;
        import java.nio.ByteBuffer;
        import sun.management.ManagementFactoryHelper;

        public final class Definer {
            public static Class<?> define(byte[] bytes) throws IllegalAccessException {
                return MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(bytes);
            }

            public static Object[] beans() throws ClassNotFoundException {
                Class.forName("com.sun.management.internal.PlatformMBeanProviderImpl");
                return new Object[] {
                    ManagementFactoryHelper.getGarbageCollectorMXBeans(),
                    ManagementFactoryHelper.getBufferPoolMXBeans(),
                    ManagementFactoryHelper.getRuntimeMXBean(),
                    new HotSpotThreadImpl(ManagementFactoryHelper.getVMManagement()),
                    new HotSpotDiagnostic()
                };
            }
        }
        """;

    @TempDir
    Path directory;

    @Test
    void theHookIsCompiledFromThisSource() throws IOException {
        assertThat(HookClass.bytes()).isEqualTo(compiled("java/nio/BuddyscopeReservations", HOOK));
    }

    @Test
    void theDefinerIsCompiledFromThisSource() throws IOException {
        assertThat(PassingLoader.bytes()).isEqualTo(compiled("io/github/buddyscope/source/jvm/Definer", DEFINER));
    }

    private byte[] compiled(String name, String source) throws IOException {
        assumeTrue(Runtime.version().feature() == 17, "javac of another release writes another class file");
        var javac = ToolProvider.getSystemJavaCompiler();
        assumeTrue(javac != null, "this JVM has no compiler");
        Path root = Files.createDirectory(directory.resolve("source"));
        Path file = root.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        int status = name.startsWith("java/")
                ? javac.run(
                        null,
                        null,
                        null,
                        "-g:none",
                        "--patch-module",
                        "java.base=" + root,
                        "-d",
                        "" + directory,
                        "" + file)
                : javac.run(
                        null,
                        null,
                        OutputStream.nullOutputStream(), // warnings that it uses what is the JDK's own
                        "-g:none",
                        "--add-exports",
                        "java.management/sun.management=ALL-UNNAMED",
                        "--add-exports",
                        "jdk.management/com.sun.management.internal=ALL-UNNAMED",
                        "-d",
                        "" + directory,
                        "" + file);
        assertThat(status).isZero();
        return Files.readAllBytes(directory.resolve(name + ".class"));
    }
}
