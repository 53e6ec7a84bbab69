// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class BitsTransformerTest {
    @Test
    void everyReturnOfAReservationCallsTheHookWithinAHandlerOfWhateverIsThrown() throws IOException {
        BitsTransformer transformer = new BitsTransformer(null);

        byte[] bits = transformer.transform(null, null, BitsTransformer.BITS, null, null, bits());

        assertThat(transformer.instrumented()).isTrue();
        List<String> reserve = outline(bits, "reserveMemory");
        assertThat(reserve).hasSizeGreaterThan(3).containsOnly("begin", "hook reserved", "end", "return");
        assertThat(String.join(" ", reserve))
                .matches("(begin hook reserved end return )+return") // the last is the handler's
                .startsWith("begin hook reserved end return begin hook");
        assertThat(outline(bits, "unreserveMemory")).containsExactly("return");
    }

    @Test
    void leavesEveryOtherClassAlone() throws IOException {
        BitsTransformer transformer = new BitsTransformer(null);

        assertThat(transformer.transform(null, null, "java/nio/Buffer", null, null, bits()))
                .isNull();
        assertThat(transformer.transform(null, getClass().getClassLoader(), BitsTransformer.BITS, null, null, bits()))
                .isNull();
        assertThat(transformer.instrumented()).isFalse();
    }

    @Test
    void keepsWhatWentWrongToItself() {
        BitsTransformer transformer = new BitsTransformer(null);

        assertThat(transformer.transform(null, null, BitsTransformer.BITS, null, null, new byte[] {1, 2, 3}))
                .isNull();
        assertThat(transformer.failure()).isNotNull();
    }

    private static byte[] bits() throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/java/nio/Bits.class")) {
            return in.readAllBytes();
        }
    }

    /** Calls of the hook, where handlers of Throwable begin and end, and returns, in their order. */
    private static List<String> outline(byte[] type, String method) {
        List<String> outline = new ArrayList<>();
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String of, String[] thrown) {
                                return name.equals(method) ? new Outline(outline) : null;
                            }
                        },
                        0);
        return outline;
    }

    private static final class Outline extends MethodVisitor {
        private final List<String> outline;
        private final List<Label> begins = new ArrayList<>();
        private final List<Label> ends = new ArrayList<>();

        Outline(List<String> outline) {
            super(Opcodes.ASM9);
            this.outline = outline;
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if ("java/lang/Throwable".equals(type)) {
                begins.add(start);
                ends.add(end);
            }
        }

        @Override
        public void visitLabel(Label label) {
            if (begins.contains(label)) {
                outline.add("begin");
            } else if (ends.contains(label)) {
                outline.add("end");
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(HookClass.NAME)) {
                outline.add("hook " + name);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                outline.add("return");
            }
        }
    }
}
