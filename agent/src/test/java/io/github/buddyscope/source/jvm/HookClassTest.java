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
        import java.util.function.Consumer;
        import java.util.function.IntSupplier;
        import java.util.function.LongConsumer;
        import java.util.function.Predicate;
        import jdk.internal.misc.Unsafe;

        public final class BuddyscopeReservations implements Consumer<LongConsumer>, Predicate<Class<?>>, IntSupplier {
            public static volatile LongConsumer onReserve;

            private final long redefinitions = redefinitions();

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

            public void accept(LongConsumer to) {
                onReserve = to;
            }

            public boolean test(Class<?> type) {
                return !Unsafe.getUnsafe().shouldBeInitialized(type);
            }

            private static long redefinitions() {
                try {
                    return Unsafe.getUnsafe().objectFieldOffset(Class.class, "classRedefinedCount");
                } catch (Throwable noSuchCount) {
                    return -1;
                }
            }

            public int getAsInt() {
                return redefinitions < 0 ? -1 : Unsafe.getUnsafe().getIntVolatile(Bits.class, redefinitions);
            }
        }
        """;

    private static final String PASSING = """
        package io.github.buddyscope.source.jvm;

        import com.sun.management.internal.HotSpotDiagnostic;
        import com.sun.management.internal.HotSpotThreadImpl;
        import java.lang.invoke.MethodHandles;
        import java.nio.BuddyscopeReservations;
        import java.nio.ByteBuffer;
        import java.util.function.UnaryOperator;
        import sun.management.ManagementFactoryHelper;

        final class Passing {
            static {
                try {
                    @SuppressWarnings("unchecked")
                    UnaryOperator<Object> loader = (UnaryOperator<Object>) (Object) Passing.class.getClassLoader();
                    Object asked = loader.apply(null);
                    if (asked == null) {
                        loader.apply(beans());
                    } else {
                        byte[] hook = (byte[]) asked;
                        if (hook.length > 0) {
                            MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(hook);
                        }
                        loader.apply(new BuddyscopeReservations());
                    }
                } catch (ReflectiveOperationException e) {
                    throw new ExceptionInInitializerError(e);
                }
            }

            private static Object[] beans() throws ClassNotFoundException {
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
    void whatThePassingLoaderHoldsIsCompiledFromThisSource() throws IOException {
        assertThat(PassingLoader.bytes()).isEqualTo(compiled("io/github/buddyscope/source/jvm/Passing", PASSING));
    }

    private byte[] compiled(String name, String source) throws IOException {
        assumeTrue(Runtime.version().feature() == 17, "javac of another release writes another class file");
        var javac = ToolProvider.getSystemJavaCompiler();
        assumeTrue(javac != null, "this JVM has no compiler");
        written("base/java/nio/BuddyscopeReservations", HOOK);
        int status = javac.run(
                null,
                null,
                OutputStream.nullOutputStream(), // warnings that it uses what is the JDK's own
                "-g:none",
                "--patch-module",
                "java.base=" + directory.resolve("base"),
                "--add-exports",
                "java.management/sun.management=ALL-UNNAMED",
                "--add-exports",
                "jdk.management/com.sun.management.internal=ALL-UNNAMED",
                "-d",
                "" + directory,
                "" + written((name.startsWith("java/") ? "base/" : "source/") + name, source));
        assertThat(status).isZero();
        return Files.readAllBytes(directory.resolve(name + ".class"));
    }

    private Path written(String name, String source) throws IOException {
        Path file = directory.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
