// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Somebody else's agent: begins every method of {@code java.nio.Bits} with a no-operation. */
public final class OtherAgent implements ClassFileTransformer {
    private static Instrumentation instrumentation;
    private static volatile String done;

    public static void premain(String argument, Instrumentation given) throws Exception {
        instrumentation = given;
        given.addTransformer(new OtherAgent(), true);
        retransform();
    }

    /** Retransforms all classes that can be; says what became of Bits. */
    static String retransform() throws Exception {
        done = "untouched";
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (instrumentation.isModifiableClass(loaded)
                    && loaded.getPackageName().startsWith("java.nio")) {
                instrumentation.retransformClasses(loaded);
            }
        }
        return done;
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
        if (!"java/nio/Bits".equals(name)) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String type, String of, String[] thrown) {
                        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, of, thrown)) {
                            @Override
                            public void visitCode() {
                                super.visitCode();
                                super.visitInsn(Opcodes.NOP);
                            }
                        };
                    }
                },
                0);
        done = "NOP";
        return writer.toByteArray();
    }
}
