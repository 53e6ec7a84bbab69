// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Defines a class in {@code java.nio} of {@code java.base}. A package can be opened but never closed again. So it is opened
 * to the module of a loader that lives for this one call, not to the class path that the service shares with us.
 *
 * <p>What the loader holds stands here as a class file, as reading it from the jar would leave the jar open for good in the
 * JDK's cache of jar connections; a test compiles it anew:
 *
 * <pre>{@code
 * public static Class<?> define(byte[] bytes) throws IllegalAccessException {
 *     return MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(bytes);
 * }
 * }</pre>
 */
final class PassingLoader extends ClassLoader {
    private static final String DEFINE = "define";

    private static final String CLASS_FILE =
            "yv66vgAAAD0AJAoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWBwAIAQATamF2YS9uaW8vQnl0"
                    + "ZUJ1ZmZlcgoACgALBwAMDAANAA4BAB5qYXZhL2xhbmcvaW52b2tlL01ldGhvZEhhbmRsZXMBAAZsb29rdXABACkoKUxqYXZhL2xh"
                    + "bmcvaW52b2tlL01ldGhvZEhhbmRsZXMkTG9va3VwOwoACgAQDAARABIBAA9wcml2YXRlTG9va3VwSW4BAGEoTGphdmEvbGFuZy9D"
                    + "bGFzcztMamF2YS9sYW5nL2ludm9rZS9NZXRob2RIYW5kbGVzJExvb2t1cDspTGphdmEvbGFuZy9pbnZva2UvTWV0aG9kSGFuZGxl"
                    + "cyRMb29rdXA7CgAUABUHABYMABcAGAEAJWphdmEvbGFuZy9pbnZva2UvTWV0aG9kSGFuZGxlcyRMb29rdXABAAtkZWZpbmVDbGFz"
                    + "cwEAFShbQilMamF2YS9sYW5nL0NsYXNzOwcAGgEAJ2lvL2dpdGh1Yi9idWRkeXNjb3BlL3NvdXJjZS9qdm0vRGVmaW5lcgEABENv"
                    + "ZGUBAAZkZWZpbmUBAApFeGNlcHRpb25zBwAfAQAgamF2YS9sYW5nL0lsbGVnYWxBY2Nlc3NFeGNlcHRpb24BAAlTaWduYXR1cmUB"
                    + "ABgoW0IpTGphdmEvbGFuZy9DbGFzczwqPjsBAAxJbm5lckNsYXNzZXMBAAZMb29rdXAAMQAZAAIAAAAAAAIAAQAFAAYAAQAbAAAA"
                    + "EQABAAEAAAAFKrcAAbEAAAAAAAkAHAAYAAMAGwAAABkAAgABAAAADRIHuAAJuAAPKrYAE7AAAAAAAB0AAAAEAAEAHgAgAAAAAgAh"
                    + "AAEAIgAAAAoAAQAUAAoAIwAZ";

    private PassingLoader() {
        super(null);
    }

    static Class<?> defineInJavaNio(Instrumentation instrumentation, byte[] bytes) throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader();
        Module base = Object.class.getModule();
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.nio", Set.of(loader.getUnnamedModule())), Set.of(), Map.of());
        return (Class<?>) loader.definer().getMethod(DEFINE, byte[].class).invoke(null, (Object) bytes);
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }

    private Class<?> definer() {
        byte[] bytes = bytes();
        return defineClass(null, bytes, 0, bytes.length);
    }
}
