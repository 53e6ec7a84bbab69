// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Does in the JDK what only some of its own modules may: defines a class in {@code java.nio}, and takes management beans from
 * where the JDK makes them. A package can be opened or exported but never closed again. So that is done for the module of a
 * loader that lives for this one call, not for the class path that the service shares with us.
 *
 * <p>What the loader holds stands here as a class file, as reading it from the jar would leave the jar open for good in the
 * JDK's cache of jar connections; a test compiles it anew. It does its work as it is initialised, and asks its loader what that
 * is and hands it the outcome: so nothing is called by reflection, which JDK 18 and later make handles for, with classes of
 * their own:
 *
 * <pre>{@code
 * static {
 *     try {
 *         @SuppressWarnings("unchecked")
 *         UnaryOperator<Object> loader = (UnaryOperator<Object>) (Object) Passing.class.getClassLoader();
 *         Object asked = loader.apply(null);
 *         if (asked == null) {
 *             loader.apply(beans());
 *         } else {
 *             byte[] hook = (byte[]) asked;
 *             if (hook.length > 0) {
 *                 MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(hook);
 *             }
 *             loader.apply(new BuddyscopeReservations());
 *         }
 *     } catch (ReflectiveOperationException e) {
 *         throw new ExceptionInInitializerError(e);
 *     }
 * }
 *
 * private static Object[] beans() throws ClassNotFoundException {
 *     Class.forName("com.sun.management.internal.PlatformMBeanProviderImpl");
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
final class PassingLoader extends ClassLoader implements UnaryOperator<Object> {
    private static final String NAME = "io.github.buddyscope.source.jvm.Passing";

    private static final String CLASS_FILE =
            "yv66vgAAAD0AXgoAAgADBwAEDAAFAAYBABBqYXZhL2xhbmcvT2JqZWN0AQAGPGluaXQ+AQADKClWCAAIAQA1Y29tLnN1bi5tYW5h"
                    + "Z2VtZW50LmludGVybmFsLlBsYXRmb3JtTUJlYW5Qcm92aWRlckltcGwKAAoACwcADAwADQAOAQAPamF2YS9sYW5nL0NsYXNzAQAH"
                    + "Zm9yTmFtZQEAJShMamF2YS9sYW5nL1N0cmluZzspTGphdmEvbGFuZy9DbGFzczsKABAAEQcAEgwAEwAUAQAmc3VuL21hbmFnZW1l"
                    + "bnQvTWFuYWdlbWVudEZhY3RvcnlIZWxwZXIBABpnZXRHYXJiYWdlQ29sbGVjdG9yTVhCZWFucwEAEigpTGphdmEvdXRpbC9MaXN0"
                    + "OwoAEAAWDAAXABQBABRnZXRCdWZmZXJQb29sTVhCZWFucwoAEAAZDAAaABsBABBnZXRSdW50aW1lTVhCZWFuAQAmKClMamF2YS9s"
                    + "YW5nL21hbmFnZW1lbnQvUnVudGltZU1YQmVhbjsHAB0BAC1jb20vc3VuL21hbmFnZW1lbnQvaW50ZXJuYWwvSG90U3BvdFRocmVh"
                    + "ZEltcGwKABAAHwwAIAAhAQAPZ2V0Vk1NYW5hZ2VtZW50AQAfKClMc3VuL21hbmFnZW1lbnQvVk1NYW5hZ2VtZW50OwoAHAAjDAAF"
                    + "ACQBACAoTHN1bi9tYW5hZ2VtZW50L1ZNTWFuYWdlbWVudDspVgcAJgEALWNvbS9zdW4vbWFuYWdlbWVudC9pbnRlcm5hbC9Ib3RT"
                    + "cG90RGlhZ25vc3RpYwoAJQADBwApAQAnaW8vZ2l0aHViL2J1ZGR5c2NvcGUvc291cmNlL2p2bS9QYXNzaW5nCgAKACsMACwALQEA"
                    + "DmdldENsYXNzTG9hZGVyAQAZKClMamF2YS9sYW5nL0NsYXNzTG9hZGVyOwcALwEAIGphdmEvdXRpbC9mdW5jdGlvbi9VbmFyeU9w"
                    + "ZXJhdG9yCwAuADEMADIAMwEABWFwcGx5AQAmKExqYXZhL2xhbmcvT2JqZWN0OylMamF2YS9sYW5nL09iamVjdDsKACgANQwANgA3"
                    + "AQAFYmVhbnMBABUoKVtMamF2YS9sYW5nL09iamVjdDsHADkBAAJbQgcAOwEAE2phdmEvbmlvL0J5dGVCdWZmZXIKAD0APgcAPwwA"
                    + "QABBAQAeamF2YS9sYW5nL2ludm9rZS9NZXRob2RIYW5kbGVzAQAGbG9va3VwAQApKClMamF2YS9sYW5nL2ludm9rZS9NZXRob2RI"
                    + "YW5kbGVzJExvb2t1cDsKAD0AQwwARABFAQAPcHJpdmF0ZUxvb2t1cEluAQBhKExqYXZhL2xhbmcvQ2xhc3M7TGphdmEvbGFuZy9p"
                    + "bnZva2UvTWV0aG9kSGFuZGxlcyRMb29rdXA7KUxqYXZhL2xhbmcvaW52b2tlL01ldGhvZEhhbmRsZXMkTG9va3VwOwoARwBIBwBJ"
                    + "DABKAEsBACVqYXZhL2xhbmcvaW52b2tlL01ldGhvZEhhbmRsZXMkTG9va3VwAQALZGVmaW5lQ2xhc3MBABUoW0IpTGphdmEvbGFu"
                    + "Zy9DbGFzczsHAE0BAB9qYXZhL25pby9CdWRkeXNjb3BlUmVzZXJ2YXRpb25zCgBMAAMHAFABACZqYXZhL2xhbmcvUmVmbGVjdGl2"
                    + "ZU9wZXJhdGlvbkV4Y2VwdGlvbgcAUgEAJWphdmEvbGFuZy9FeGNlcHRpb25JbkluaXRpYWxpemVyRXJyb3IKAFEAVAwABQBVAQAY"
                    + "KExqYXZhL2xhbmcvVGhyb3dhYmxlOylWAQAEQ29kZQEACkV4Y2VwdGlvbnMHAFkBACBqYXZhL2xhbmcvQ2xhc3NOb3RGb3VuZEV4"
                    + "Y2VwdGlvbgEACDxjbGluaXQ+AQANU3RhY2tNYXBUYWJsZQEADElubmVyQ2xhc3NlcwEABkxvb2t1cAAwACgAAgAAAAAAAwAAAAUA"
                    + "BgABAFYAAAARAAEAAQAAAAUqtwABsQAAAAAACgA2ADcAAgBWAAAAQAAGAAAAAAA0Ege4AAlXCL0AAlkDuAAPU1kEuAAVU1kFuAAY"
                    + "U1kGuwAcWbgAHrcAIlNZB7sAJVm3ACdTsAAAAAAAVwAAAAQAAQBYAAgAWgAGAAEAVgAAAIgAAwADAAAAVRIotgAqwAAuSyoBuQAw"
                    + "AgBMK8cAECq4ADS5ADACAFenACgrwAA4TSy+ngAQEjq4ADy4AEIstgBGVyq7AExZtwBOuQAwAgBXpwANS7sAUVkqtwBTv7EAAQAA"
                    + "AEcASgBPAAEAWwAAABkABf0AIgcALgcAAvwAFgcAOPgADUIHAE8JAAEAXAAAAAoAAQBHAD0AXQAZ";

    private final Object what;
    private Object outcome;

    /** @param what null for beans; else the class file of the hook, of no length where it's there */
    private PassingLoader(Object what) {
        super(null);
        this.what = what;
    }

    /** By its class, and by nobody else. */
    @Override
    public Object apply(Object done) {
        outcome = done;
        return what;
    }

    /**
     * An instance of the hook.
     *
     * @param hook its class file; of no length where the class is there
     */
    static Object hook(Instrumentation instrumentation, byte[] hook) throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader(hook);
        if (hook.length > 0) {
            instrumentation.redefineModule(
                    Object.class.getModule(), Set.of(), Map.of(), loader.may("java.nio"), Set.of(), Map.of());
        }
        return loader.outcome();
    }

    /** As above, in that order. */
    static Object[] beans(Instrumentation instrumentation) throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader(null);
        loader.mayUse("sun.management", ManagementFactory.class, instrumentation);
        loader.mayUse("com.sun.management.internal", HotSpotDiagnosticMXBean.class, instrumentation);
        return (Object[]) loader.outcome();
    }

    /** @param beside a class of the package's module */
    private void mayUse(String packageName, Class<?> beside, Instrumentation instrumentation) {
        instrumentation.redefineModule(beside.getModule(), Set.of(), may(packageName), Map.of(), Set.of(), Map.of());
    }

    private Map<String, Set<Module>> may(String packageName) {
        return Map.of(packageName, Set.of(getUnnamedModule()));
    }

    private Object outcome() throws ReflectiveOperationException {
        byte[] bytes = bytes();
        defineClass(NAME, bytes, 0, bytes.length);
        try {
            Class.forName(NAME, true, this);
        } catch (ExceptionInInitializerError failed) {
            throw new ReflectiveOperationException(failed.getCause());
        }
        return outcome;
    }

    static byte[] bytes() {
        return Base64.getDecoder().decode(CLASS_FILE);
    }
}
