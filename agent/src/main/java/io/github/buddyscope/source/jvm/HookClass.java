// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * One tiny class in {@code java.nio} of {@code java.base}, beside the class that calls it, with two fields that the agent
 * fills and empties:
 *
 * <pre>{@code
 * public static void reserved(long bytes) {
 *     LongConsumer to = onReserve;
 *     if (to != null) try { to.accept(bytes); } catch (Throwable nothingReachesTheService) { }
 * }
 * }</pre>
 *
 * <p>A class can't be undefined: after the agent has gone it stays, empty and called by nobody, and serves the next agent.
 */
final class HookClass {
    static final String NAME = "java/nio/BuddyscopeReservations";
    static final String RESERVED = "reserved";
    static final String RELEASED = "released";
    private static final String CONSUMER = "Ljava/util/function/LongConsumer;";
    private static final String ON_RESERVE = "onReserve";
    private static final String ON_RELEASE = "onRelease";

    private final Class<?> type;

    private HookClass(Class<?> type) {
        this.type = type;
    }

    /** Defines the class, or finds the one that an earlier agent left. */
    static HookClass define(Instrumentation instrumentation) throws ReflectiveOperationException {
        try {
            return new HookClass(Class.forName(NAME.replace('/', '.'), true, null));
        } catch (ClassNotFoundException notYet) {
            return new HookClass(defineInJavaNio(instrumentation, bytes()));
        }
    }

    /** Who is told; null for nobody. */
    void tell(LongConsumer onReserve, LongConsumer onRelease) throws ReflectiveOperationException {
        type.getField(ON_RESERVE).set(null, onReserve);
        type.getField(ON_RELEASE).set(null, onRelease);
    }

    /**
     * A package can be opened but never closed again. So {@code java.nio} is opened to the module of a loader that lives
     * for this one call, not to the class path that the service shares with us.
     */
    private static Class<?> defineInJavaNio(Instrumentation instrumentation, byte[] bytes)
            throws ReflectiveOperationException {
        PassingLoader loader = new PassingLoader();
        Module base = Object.class.getModule();
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.nio", Set.of(loader.getUnnamedModule())), Set.of(), Map.of());
        return (Class<?>) loader.definer().getMethod("define", byte[].class).invoke(null, (Object) bytes);
    }

    private static byte[] bytes() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        // version 49 needs no stack map frames
        writer.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, NAME, null, "java/lang/Object", null);
        method(writer, RESERVED, ON_RESERVE);
        method(writer, RELEASED, ON_RELEASE);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void method(ClassWriter writer, String name, String field) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        writer.visitField(access | Opcodes.ACC_VOLATILE, field, CONSUMER, null, null)
                .visitEnd();
        MethodVisitor code = writer.visitMethod(access, name, "(J)V", null, null);
        Label begin = new Label();
        Label end = new Label();
        Label thrown = new Label();
        Label done = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, thrown, "java/lang/Throwable");
        code.visitLabel(begin);
        code.visitFieldInsn(Opcodes.GETSTATIC, NAME, field, CONSUMER);
        code.visitVarInsn(Opcodes.ASTORE, 2);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitJumpInsn(Opcodes.IFNULL, done);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitVarInsn(Opcodes.LLOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "java/util/function/LongConsumer", "accept", "(J)V", true);
        code.visitLabel(end);
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(thrown);
        code.visitInsn(Opcodes.POP);
        code.visitLabel(done);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Holds nothing but its own copy of {@link Definer}. */
    private static final class PassingLoader extends ClassLoader {
        PassingLoader() {
            super(null);
        }

        Class<?> definer() throws ReflectiveOperationException {
            String name = Definer.class.getName();
            try (var in = HookClass.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException | NullPointerException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
