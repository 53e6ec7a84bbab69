// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class BitsTransformerTest {
    @Test
    void theHookSetsTheCapacityAndNothingElseIsChanged() throws IOException {
        BitsTransformer transformer = new BitsTransformer();

        byte[] changed = transformer.transform(null, null, BitsTransformer.BITS, null, null, bits());

        assertThat(transformer.instrumented()).isTrue();
        List<String> before = instructions(bits());
        List<String> after = instructions(changed);
        String set = "tryReserveMemory " + Opcodes.INVOKEVIRTUAL
                + " java/util/concurrent/atomic/AtomicLong.compareAndSet(JJ)Z";
        String hook = "tryReserveMemory " + Opcodes.INVOKESTATIC + " java/nio/BuddyscopeReservations.reserved"
                + "(Ljava/util/concurrent/atomic/AtomicLong;JJ)Z";
        assertThat(before).containsOnlyOnce(set);
        before.set(before.indexOf(set), hook);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aMethodThatDoesNotSetItOrDoesSoTwiceIsLeftAlone() throws IOException {
        String[] get = {"java/util/concurrent/atomic/AtomicLong", "get", "()J"};
        String[] instead = {HookClass.NAME, HookClass.RESERVED, HookClass.DESCRIPTOR};

        assertThat(CallPatch.of(bits(), new String[] {"noSuchMethod", "(JJ)Z"}, get, instead))
                .isNull();
        assertThat(CallPatch.of(bits(), new String[] {"unreserveMemory", "(JJ)V"}, get, instead))
                .isNull();
    }

    @Test
    void whateverIsCutOffTheFileItIsRefusedOrLeftAlone() throws IOException {
        byte[] bits = bits();
        for (int length = 0; length < bits.length; length++) {
            BitsTransformer transformer = new BitsTransformer();
            byte[] part = Arrays.copyOf(bits, length);

            byte[] changed = transformer.transform(null, null, BitsTransformer.BITS, null, null, part);

            if (changed == null && transformer.failure() != null) {
                assertThat(transformer.failure()).isInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(changed).as("cut at %d", length).isNotNull();
            }
        }
    }

    @Test
    void leavesEveryOtherClassAlone() throws IOException {
        BitsTransformer transformer = new BitsTransformer();

        assertThat(transformer.transform(null, null, "java/nio/Buffer", null, null, bits()))
                .isNull();
        assertThat(transformer.transform(null, getClass().getClassLoader(), BitsTransformer.BITS, null, null, bits()))
                .isNull();
        assertThat(transformer.instrumented()).isFalse();
    }

    @Test
    void keepsWhatWentWrongToItself() {
        BitsTransformer transformer = new BitsTransformer();

        assertThat(transformer.transform(null, null, BitsTransformer.BITS, null, null, new byte[] {1, 2, 3}))
                .isNull();
        assertThat(transformer.failure()).isNotNull();
    }

    private static byte[] bits() throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/java/nio/Bits.class")) {
            return in.readAllBytes();
        }
    }

    /** Of all methods, with what they name and where the frames are. */
    private static List<String> instructions(byte[] type) {
        List<String> all = new ArrayList<>();
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String of, String[] thrown) {
                                all.add(name + descriptor);
                                return new Instructions(name + " ", all);
                            }
                        },
                        0);
        return all;
    }

    private static final class Instructions extends MethodVisitor {
        private final String method;
        private final List<String> all;

        Instructions(String method, List<String> all) {
            super(Opcodes.ASM9);
            this.method = method;
            this.all = all;
        }

        @Override
        public void visitInsn(int opcode) {
            all.add(method + opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            all.add(method + opcode + " " + variable);
        }

        @Override
        public void visitJumpInsn(int opcode, Label to) {
            all.add(method + opcode);
        }

        @Override
        public void visitLdcInsn(Object value) {
            all.add(method + value);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            all.add(method + opcode + " " + owner + "." + name + descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            all.add(method + opcode + " " + owner + "." + name + descriptor);
        }

        @Override
        public void visitFrame(int type, int locals, Object[] local, int stack, Object[] onStack) {
            all.add(method + "frame " + type + " " + locals + " " + stack);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            all.add(method + stack + " " + locals);
        }
    }
}
