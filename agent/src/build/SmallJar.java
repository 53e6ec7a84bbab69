// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;

/**
 * Writes the class files of a jar so that they deflate better: two thirds of a small class are its constants, and sorted, the
 * texts by their ends, they take a thirtieth less. Left out is what only compilers and reflection on generic types read: signatures, names of
 * parameters and the nest of a lambda's factory. Names, line numbers and code stay as they are.
 *
 * <p>{@code java -cp asm.jar SmallJar.java FROM.jar TO.jar}; part of the build of the one jar.
 */
final class SmallJar {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final Comparator<String> BY_END = Comparator.comparing(
            text -> new StringBuilder(text).reverse().toString());

    private record Member(int tag, String owner, String name, String descriptor) {}

    private record NameAndType(String name, String descriptor) {}

    public static void main(String[] arguments) throws IOException {
        try (ZipFile from = new ZipFile(arguments[0]);
                OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(file))) {
            to.setLevel(0); // what follows in the build compresses it
            for (ZipEntry entry : Collections.list(from.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().endsWith(".class") ? sorted(bytes) : bytes);
            }
        }
    }

    private static byte[] sorted(byte[] classFile) {
        ClassReader in = new ClassReader(classFile);
        ClassWriter bare = new ClassWriter(0);
        in.accept(new Bare(bare), 0);
        ClassWriter out = new ClassWriter(0);
        addSorted(new ClassReader(bare.toByteArray()), out);
        in.accept(new Bare(out), 0);
        return out.toByteArray();
    }

    /** Strings first: one of the first 255 is loaded by a shorter instruction. */
    private static void addSorted(ClassReader constants, ClassWriter to) {
        char[] buffer = new char[constants.getMaxStringLength()];
        List<String> strings = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        List<NameAndType> types = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < constants.getItemCount(); i++) {
            int at = constants.getItem(i);
            int tag = at == 0 ? 0 : constants.readByte(at - 1);
            switch (tag) {
                case UTF8 -> texts.add(text(constants, at));
                case CLASS -> classes.add(constants.readUTF8(at, buffer));
                case STRING -> strings.add(constants.readUTF8(at, buffer));
                case NAME_AND_TYPE -> types.add(nameAndType(constants, at, buffer));
                case FIELD, METHOD, INTERFACE_METHOD -> {
                    NameAndType of = nameAndType(constants, constants.getItem(constants.readUnsignedShort(at + 2)), buffer);
                    members.add(new Member(tag, constants.readClass(at, buffer), of.name(), of.descriptor()));
                }
                default -> {
                    // numbers and call sites: few, and added where they are used
                }
            }
        }
        strings.sort(BY_END);
        texts.sort(BY_END);
        classes.sort(BY_END);
        types.sort(Comparator.comparing(NameAndType::descriptor).thenComparing(NameAndType::name));
        members.sort(Comparator.comparingInt(Member::tag)
                .thenComparing(Member::owner)
                .thenComparing(Member::descriptor)
                .thenComparing(Member::name));
        strings.forEach(to::newConst);
        texts.forEach(to::newUTF8);
        classes.forEach(to::newClass);
        types.forEach(type -> to.newNameType(type.name(), type.descriptor()));
        for (Member member : members) {
            if (member.tag() == FIELD) {
                to.newField(member.owner(), member.name(), member.descriptor());
            } else {
                to.newMethod(member.owner(), member.name(), member.descriptor(), member.tag() == INTERFACE_METHOD);
            }
        }
    }

    private static NameAndType nameAndType(ClassReader constants, int at, char[] buffer) {
        return new NameAndType(constants.readUTF8(at, buffer), constants.readUTF8(at + 2, buffer));
    }

    private static String text(ClassReader constants, int at) {
        byte[] bytes = new byte[constants.readUnsignedShort(at) + 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) constants.readByte(at + i);
        }
        try {
            return new DataInputStream(new ByteArrayInputStream(bytes)).readUTF();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Bare extends ClassVisitor {
        private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

        Bare(ClassVisitor to) {
            super(Opcodes.ASM9, to);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(version, access, name, null, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, null, thrown)) {
                @Override
                public void visitParameter(String parameter, int flags) {
                    // its name
                }
            };
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return super.visitField(access, name, type, null, value);
        }

        @Override
        public RecordComponentVisitor visitRecordComponent(String name, String type, String signature) {
            return super.visitRecordComponent(name, type, null);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            if (!name.equals(LOOKUP)) {
                super.visitInnerClass(name, outer, inner, access);
            }
        }
    }
}
