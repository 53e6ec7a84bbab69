// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.function.LongConsumer;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * One tiny class in {@code java.nio} of {@code java.base}, beside the class that calls it, with a field that the agent fills
 * and empties:
 *
 * <pre>{@code
 * public static void reserved(long bytes) {
 *     LongConsumer to = onReserve;
 *     if (to != null) try { to.accept(bytes); } catch (Throwable nothingReachesTheService) { }
 * }
 * }</pre>
 *
 * and a question that only the JDK's own code may ask, of a class that must not be initialised by asking:
 *
 * <pre>{@code
 * public static boolean initialised(Class<?> type) {
 *     return !jdk.internal.misc.Unsafe.getUnsafe().shouldBeInitialized(type);
 * }
 * }</pre>
 *
 * <p>A class can't be undefined: after the agent has gone it stays, empty and called by nobody, and serves the next agent.
 */
final class HookClass {
    static final String NAME = "java/nio/BuddyscopeReservations";
    static final String RESERVED = "reserved";
    private static final String INITIALISED = "initialised";
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";
    private static final String CONSUMER = "Ljava/util/function/LongConsumer;";
    private static final String ON_RESERVE = "onReserve";

    private final Class<?> type;

    private HookClass(Class<?> type) {
        this.type = type;
    }

    /** Defines the class, or finds the one that an earlier agent left. */
    static HookClass define(Instrumentation instrumentation) throws ReflectiveOperationException {
        try {
            return new HookClass(Class.forName(NAME.replace('/', '.'), true, null));
        } catch (ClassNotFoundException notYet) {
            return new HookClass(PassingLoader.defineInJavaNio(instrumentation, bytes()));
        }
    }

    /** Who is told; null for nobody. */
    void tell(LongConsumer onReserve) throws ReflectiveOperationException {
        type.getField(ON_RESERVE).set(null, onReserve);
    }

    /** Whether the class has been initialised, which it isn't by this. */
    boolean initialised(Class<?> other) throws ReflectiveOperationException {
        return (Boolean) type.getMethod(INITIALISED, Class.class).invoke(null, other);
    }

    private static byte[] bytes() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, NAME, null, "java/lang/Object", null);
        method(writer, RESERVED, ON_RESERVE);
        initialised(writer);
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
        code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
        code.visitInsn(Opcodes.POP);
        code.visitLabel(done);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void initialised(ClassWriter writer) {
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor code = writer.visitMethod(access, INITIALISED, "(Ljava/lang/Class;)Z", null, null);
        code.visitCode();
        code.visitMethodInsn(Opcodes.INVOKESTATIC, UNSAFE, "getUnsafe", "()L" + UNSAFE + ";", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, UNSAFE, "shouldBeInitialized", "(Ljava/lang/Class;)Z", false);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IXOR);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
