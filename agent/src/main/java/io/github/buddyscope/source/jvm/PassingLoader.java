// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Defines a class in {@code java.nio} of {@code java.base}. A package can be opened but never closed again. So it is opened
 * to the module of a loader that lives for this one call, not to the class path that the service shares with us.
 *
 * <p>What the loader holds is made on the spot, as reading it from the jar would leave the jar open for good in the JDK's
 * cache of jar connections:
 *
 * <pre>{@code
 * public static Class<?> define(byte[] bytes) {
 *     return MethodHandles.privateLookupIn(ByteBuffer.class, MethodHandles.lookup()).defineClass(bytes);
 * }
 * }</pre>
 */
final class PassingLoader extends ClassLoader {
    private static final String NAME = "io/github/buddyscope/source/jvm/Definer";
    private static final String DEFINE = "define";
    private static final String HANDLES = "java/lang/invoke/MethodHandles";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

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

    private Class<?> definer() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, NAME, null, "java/lang/Object", null);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor code = writer.visitMethod(access, DEFINE, "([B)Ljava/lang/Class;", null, null);
        code.visitCode();
        code.visitLdcInsn(Type.getObjectType("java/nio/ByteBuffer"));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HANDLES, "lookup", "()L" + LOOKUP + ";", false);
        String classAndLookup = "(Ljava/lang/Class;L" + LOOKUP + ";)L" + LOOKUP + ";";
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HANDLES, "privateLookupIn", classAndLookup, false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LOOKUP, "defineClass", "([B)Ljava/lang/Class;", false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        byte[] bytes = writer.toByteArray();
        return defineClass(null, bytes, 0, bytes.length);
    }
}
