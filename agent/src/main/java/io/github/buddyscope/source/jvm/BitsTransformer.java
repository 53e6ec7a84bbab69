// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Adds one call of {@link HookClass} to every return of {@code java.nio.Bits.reserveMemory}:
 * the JDK's own account of direct memory, which {@link java.nio.ByteBuffer#allocateDirect} goes through and, of foreign
 * memory, that of automatic arenas. A reservation that fails leaves by an exception and so isn't seen.
 *
 * <p>The hook catches whatever is thrown in it, but where the stack ends, compiled code throws on the way into it: so each
 * call has a handler here too, or a reservation that was made would leave by an exception and never be given back.
 *
 * <p>Only ASM is used of Byte Buddy: its agent builder costs ten times the start-up for this one class.
 */
final class BitsTransformer implements ClassFileTransformer {
    static final String BITS = "java/nio/Bits";
    private static final String SIZE_AND_CAPACITY = "(JJ)V";

    private final BiConsumer<ClassLoader, String> onLoad;
    private volatile boolean instrumented;
    private volatile Throwable failure;

    /** @param onLoad told of every class that the service loads, on its thread, with its internal name; null for nobody */
    BitsTransformer(BiConsumer<ClassLoader, String> onLoad) {
        this.onLoad = onLoad;
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || !BITS.equals(name)) {
            if (onLoad != null && redefined == null) {
                onLoad.accept(loader, name);
            }
            return null;
        }
        try {
            return instrument(classFile);
        } catch (Throwable anyKeptForTheState) {
            failure = anyKeptForTheState;
            return null;
        }
    }

    private byte[] instrument(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Methods methods = new Methods(writer);
        reader.accept(methods, 0);
        instrumented = methods.found > 0;
        return methods.found > 0 ? writer.toByteArray() : null;
    }

    /** Whether the method was found and changed. */
    boolean instrumented() {
        return instrumented;
    }

    /** What went wrong, null where nothing did. */
    Throwable failure() {
        return failure;
    }

    private static final class Methods extends ClassVisitor {
        private int found;

        Methods(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if ((access & Opcodes.ACC_STATIC) == 0 || !descriptor.equals(SIZE_AND_CAPACITY)) {
                return next;
            }
            if (!name.equals("reserveMemory")) {
                return next;
            }
            found++;
            return new CallOnReturn(next);
        }
    }

    private static final class CallOnReturn extends MethodVisitor {
        private static final Object[] PARAMETERS = {Opcodes.LONG, Opcodes.LONG};
        private static final Object[] THROWN = {"java/lang/Throwable"};

        private final Label handler = new Label();

        CallOnReturn(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                callHook();
            }
            super.visitInsn(opcode);
        }

        private void callHook() {
            Label begin = new Label();
            Label end = new Label();
            int capacity = 2;
            visitTryCatchBlock(begin, end, handler, "java/lang/Throwable");
            visitLabel(begin);
            visitVarInsn(Opcodes.LLOAD, capacity);
            visitMethodInsn(Opcodes.INVOKESTATIC, HookClass.NAME, HookClass.RESERVED, "(J)V", false);
            visitLabel(end);
        }

        /** After the last instruction of the method: the one handler of all its calls. */
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            visitLabel(handler);
            visitFrame(Opcodes.F_FULL, PARAMETERS.length, PARAMETERS, THROWN.length, THROWN);
            super.visitInsn(Opcodes.POP);
            super.visitInsn(Opcodes.RETURN);
            super.visitMaxs(maxStack, maxLocals);
        }
    }
}
