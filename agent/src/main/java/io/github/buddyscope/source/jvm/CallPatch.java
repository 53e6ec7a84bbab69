// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes one call of an object's method, in one method of a class file, a call of a static method that takes the object as its
 * first argument. Both instructions are three bytes long and take and give the same (Java Virtual Machine Specification,
 * 6.5): so one byte and one index change, constants are added behind the others, and every offset, frame and exception
 * handler stays as it is. A library that can change any class costs a starting JVM thirty classes for it.
 */
final class CallPatch {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESTATIC = 0xb8;

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    /** By tag: bytes behind it; -1 for a tag that isn't. Of a text its length comes to them (JVMS 4.4). */
    private static final int[] CONSTANT_BYTES = {-1, 2, -1, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, -1, -1, 3, 2, 4, 4, 2, 2};

    /** By opcode: bytes of the instruction; ? for those that aren't of one length, and for those that aren't. (JVMS 6.5). */
    private static final String INSTRUCTION_BYTES = "1111111111111111232332222211111111111111111111111111112222211111"
            + "1111111111111111111111111111111111111111111111111111111111111111"
            + "111131111111111111111111133333333333333332??11111133333335532311"
            + "3311?43355";

    private final byte[] file;
    private final ByteBuffer in;
    private final int[] constants;
    private final int constantsEnd;

    private CallPatch(byte[] file) {
        this.file = file;
        in = ByteBuffer.wrap(file);
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        in.position(8);
        constants = new int[in.getShort() & 0xffff];
        for (int i = 1; i < constants.length; i++) {
            constants[i] = in.position();
            int tag = in.get();
            int length = tag < 0 || tag >= CONSTANT_BYTES.length ? -1 : CONSTANT_BYTES[tag];
            if (length < 0) {
                throw new IllegalArgumentException("constant of tag " + tag);
            }
            skip(tag == UTF8 ? in.getShort() & 0xffff : length);
            i += tag == LONG || tag == DOUBLE ? 1 : 0;
        }
        constantsEnd = in.position();
    }

    /**
     * The class with the call changed; null where it isn't there exactly once.
     *
     * @param method name and descriptor of the method that calls
     * @param called class, name and descriptor of the method that is called
     * @param instead the same of the static method that is called instead
     * @throws IllegalArgumentException where this is no class file, or one with what isn't known
     */
    static byte[] of(byte[] classFile, String[] method, String[] called, String[] instead) {
        try {
            return new CallPatch(classFile).patched(method, called, instead);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("cut short: " + e, e);
        }
    }

    private byte[] patched(String[] method, String[] called, String[] instead) {
        int code = code(method);
        int at = code < 0 ? -1 : call(code, called);
        if (at < 0) {
            return null;
        }
        byte[] changed = file.clone();
        int patched = constants.length + 5;
        changed[at] = (byte) INVOKESTATIC;
        changed[at + 1] = (byte) (patched >> 8);
        changed[at + 2] = (byte) patched;
        return withConstants(changed, instead);
    }

    private byte[] withConstants(byte[] changed, String[] instead) {
        int first = constants.length;
        if (first + 6 > 0xffff) {
            throw new IllegalArgumentException("no room for constants");
        }
        ByteBuffer out = ByteBuffer.allocate(changed.length
                + 3 * (1 + Short.BYTES)
                + 3
                + 2 * 5
                + instead[0].length()
                + instead[1].length()
                + instead[2].length());
        out.put(changed, 0, 8).putShort((short) (first + 6)).put(changed, 10, constantsEnd - 10);
        text(out, instead[0]);
        out.put((byte) CLASS).putShort((short) first);
        text(out, instead[1]);
        text(out, instead[2]);
        out.put((byte) NAME_AND_TYPE).putShort((short) (first + 2)).putShort((short) (first + 3));
        out.put((byte) METHOD).putShort((short) (first + 1)).putShort((short) (first + 4));
        out.put(changed, constantsEnd, changed.length - constantsEnd);
        return out.array();
    }

    /** Of ASCII. */
    private static void text(ByteBuffer out, String text) {
        out.put((byte) UTF8).putShort((short) text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where the method's attribute {@code Code} begins; -1 where there is no such method, or it has none. */
    private int code(String[] method) {
        in.position(constantsEnd + 6);
        skip(2 * (in.getShort() & 0xffff));
        int code = -1;
        for (boolean methods : new boolean[] {false, true}) {
            for (int left = in.getShort() & 0xffff; left > 0; left--) {
                skip(2);
                boolean wanted = methods & is(in.getShort(), method[0]) & is(in.getShort(), method[1]);
                for (int attributes = in.getShort() & 0xffff; attributes > 0; attributes--) {
                    boolean isCode = is(in.getShort(), "Code");
                    int length = in.getInt();
                    code = wanted && isCode ? in.position() : code;
                    skip(length);
                }
            }
        }
        return code;
    }

    /** Where the instruction is that calls it; -1 where there is none, or another one. */
    private int call(int code, String[] called) {
        in.position(code + 4);
        int end = in.getInt() + in.position();
        int found = -1;
        for (int at = in.position(); at < end; ) {
            int opcode = file[at] & 0xff;
            int length = opcode < INSTRUCTION_BYTES.length() ? INSTRUCTION_BYTES.charAt(opcode) - '0' : 0;
            if (length < 1 || length > 5) {
                throw new IllegalArgumentException("instruction " + opcode);
            }
            if (opcode == INVOKEVIRTUAL && isMethod(in.getShort(at + 1), called)) {
                if (found >= 0) {
                    return -1;
                }
                found = at;
            }
            at += length;
        }
        return found;
    }

    private boolean isMethod(int index, String[] method) {
        int at = constants[index & 0xffff];
        int type = constants[in.getShort(at + 1) & 0xffff];
        int nameAndType = constants[in.getShort(at + 3) & 0xffff];
        return is(in.getShort(type + 1), method[0])
                && is(in.getShort(nameAndType + 1), method[1])
                && is(in.getShort(nameAndType + 3), method[2]);
    }

    /** Names in the JDK's own classes are ASCII. */
    private boolean is(int index, String text) {
        int at = constants[index & 0xffff];
        int length = in.getShort(at + 1) & 0xffff;
        return length == text.length() && new String(file, at + 3, length, StandardCharsets.ISO_8859_1).equals(text);
    }

    private void skip(int bytes) {
        in.position(Math.addExact(in.position(), bytes));
    }
}
