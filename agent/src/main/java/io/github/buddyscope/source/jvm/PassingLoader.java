// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Does in the JDK what only some of its own modules may: defines a class in {@code java.nio}, and takes management beans from
 * where the JDK makes them. A package can be opened or exported but never closed again. So that is done for the module of a
 * loader that lives for this one call, not for the class path that the service shares with us.
 *
 * <p>What the loader holds stands here as a class file, as reading it from the jar would leave the jar open for good in the
 * JDK's cache of jar connections; a test compiles it anew:
 *
 * <pre>{@code
 * public static Class<?> define(byte[] bytes) throws IllegalAccessException {
 *     return MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(bytes);
 * }
 *
 * public static Object[] beans() throws ClassNotFoundException {
 *     Class.forName("com.sun.management.internal.PlatformMBeanProviderImpl"); // loads the library of the others
 *     return new Object[] {
 *         ManagementFactoryHelper.getGarbageCollectorMXBeans(),
 *         ManagementFactoryHelper.getBufferPoolMXBeans(),
 *         ManagementFactoryHelper.getRuntimeMXBean(),
 *         new HotSpotThreadImpl(ManagementFactoryHelper.getVMManagement()),
 *         new HotSpotDiagnostic()
 *     };
 * }
 * }</pre>
 */
final class PassingLoader extends ClassLoader {
    private static final String DEFINE = "define";
    private static final String BEANS = "beans";

    private static final String CLASS_FILE =
            "yv66vgAAAD0ASQoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWBwAIAQATamF2YS9uaW8vQnl0"
                    + "ZUJ1ZmZlcgoACgALBwAMDAANAA4BAB5qYXZhL2xhbmcvaW52b2tlL01ldGhvZEhhbmRsZXMBAAZsb29rdXABACkoKUxqYXZhL2xh"
                    + "bmcvaW52b2tlL01ldGhvZEhhbmRsZXMkTG9va3VwOwoACgAQDAARABIBAA9wcml2YXRlTG9va3VwSW4BAGEoTGphdmEvbGFuZy9D"
                    + "bGFzcztMamF2YS9sYW5nL2ludm9rZS9NZXRob2RIYW5kbGVzJExvb2t1cDspTGphdmEvbGFuZy9pbnZva2UvTWV0aG9kSGFuZGxl"
                    + "cyRMb29rdXA7CgAUABUHABYMABcAGAEAJWphdmEvbGFuZy9pbnZva2UvTWV0aG9kSGFuZGxlcyRMb29rdXABAAtkZWZpbmVDbGFz"
                    + "cwEAFShbQilMamF2YS9sYW5nL0NsYXNzOwgAGgEANWNvbS5zdW4ubWFuYWdlbWVudC5pbnRlcm5hbC5QbGF0Zm9ybU1CZWFuUHJv"
                    + "dmlkZXJJbXBsCgAcAB0HAB4MAB8AIAEAD2phdmEvbGFuZy9DbGFzcwEAB2Zvck5hbWUBACUoTGphdmEvbGFuZy9TdHJpbmc7KUxq"
                    + "YXZhL2xhbmcvQ2xhc3M7CgAiACMHACQMACUAJgEAJnN1bi9tYW5hZ2VtZW50L01hbmFnZW1lbnRGYWN0b3J5SGVscGVyAQAaZ2V0"
                    + "R2FyYmFnZUNvbGxlY3Rvck1YQmVhbnMBABIoKUxqYXZhL3V0aWwvTGlzdDsKACIAKAwAKQAmAQAUZ2V0QnVmZmVyUG9vbE1YQmVh"
                    + "bnMKACIAKwwALAAtAQAQZ2V0UnVudGltZU1YQmVhbgEAJigpTGphdmEvbGFuZy9tYW5hZ2VtZW50L1J1bnRpbWVNWEJlYW47BwAv"
                    + "AQAtY29tL3N1bi9tYW5hZ2VtZW50L2ludGVybmFsL0hvdFNwb3RUaHJlYWRJbXBsCgAiADEMADIAMwEAD2dldFZNTWFuYWdlbWVu"
                    + "dAEAHygpTHN1bi9tYW5hZ2VtZW50L1ZNTWFuYWdlbWVudDsKAC4ANQwABQA2AQAgKExzdW4vbWFuYWdlbWVudC9WTU1hbmFnZW1l"
                    + "bnQ7KVYHADgBAC1jb20vc3VuL21hbmFnZW1lbnQvaW50ZXJuYWwvSG90U3BvdERpYWdub3N0aWMKADcAAwcAOwEAJ2lvL2dpdGh1"
                    + "Yi9idWRkeXNjb3BlL3NvdXJjZS9qdm0vRGVmaW5lcgEABENvZGUBAAZkZWZpbmUBAApFeGNlcHRpb25zBwBAAQAgamF2YS9sYW5n"
                    + "L0lsbGVnYWxBY2Nlc3NFeGNlcHRpb24BAAlTaWduYXR1cmUBABgoW0IpTGphdmEvbGFuZy9DbGFzczwqPjsBAAViZWFucwEAFSgp"
                    + "W0xqYXZhL2xhbmcvT2JqZWN0OwcARgEAIGphdmEvbGFuZy9DbGFzc05vdEZvdW5kRXhjZXB0aW9uAQAMSW5uZXJDbGFzc2VzAQAG"
                    + "TG9va3VwADEAOgACAAAAAAADAAEABQAGAAEAPAAAABEAAQABAAAABSq3AAGxAAAAAAAJAD0AGAADADwAAAAZAAIAAQAAAA0SB7gA"
                    + "CbgADyq2ABOwAAAAAAA+AAAABAABAD8AQQAAAAIAQgAJAEMARAACADwAAABAAAYAAAAAADQSGbgAG1cIvQACWQO4ACFTWQS4ACdT"
                    + "WQW4ACpTWQa7AC5ZuAAwtwA0U1kHuwA3WbcAOVOwAAAAAAA+AAAABAABAEUAAQBHAAAACgABABQACgBIABk=";

    private PassingLoader() {
        super(null);
    }

    static Class<?> defineInJavaNio(Instrumentation instrumentation, byte[] bytes) throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader();
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), loader.may("java.nio"), Set.of(), Map.of());
        return (Class<?>) loader.definer().getMethod(DEFINE, byte[].class).invoke(null, (Object) bytes);
    }

    /** As above, in that order. */
    static Object[] beans(Instrumentation instrumentation) throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader();
        loader.mayUse("sun.management", ManagementFactory.class, instrumentation);
        loader.mayUse("com.sun.management.internal", HotSpotDiagnosticMXBean.class, instrumentation);
        return (Object[]) loader.definer().getMethod(BEANS).invoke(null);
    }

    /** @param beside a class of the package's module */
    private void mayUse(String packageName, Class<?> beside, Instrumentation instrumentation) {
        instrumentation.redefineModule(beside.getModule(), Set.of(), may(packageName), Map.of(), Set.of(), Map.of());
    }

    private Map<String, Set<Module>> may(String packageName) {
        return Map.of(packageName, Set.of(getUnnamedModule()));
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }

    private Class<?> definer() {
        byte[] bytes = bytes();
        return defineClass(null, bytes, 0, bytes.length);
    }
}
