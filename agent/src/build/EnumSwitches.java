// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Lets every switch on an enum of the jar's own go by its ordinal. The compiler makes a class for each class with such
 * switches, lest the enum be compiled anew without it; within one jar that doesn't happen, and each would be one more class to
 * carry, to load and to initialise, which takes heap. A switch of any other form stays as it is, and the class that it needs.
 *
 * <p>{@code java -cp asm.jar:asm-tree.jar EnumSwitches.java FROM.jar TO.jar}; part of the build of the one jar.
 */
final class EnumSwitches {
    private static final String MAP = "$SwitchMap$";

    private final Map<String, ClassNode> classes = new LinkedHashMap<>();

    /** By class and field of a map: what an enum's ordinals are switched by. */
    private final Map<String, Map<Integer, Integer>> maps = new HashMap<>();

    private final Set<String> needed = new HashSet<>();

    public static void main(String[] arguments) throws IOException {
        try (ZipFile from = new ZipFile(arguments[0]);
                OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
                ZipOutputStream to = new ZipOutputStream(new BufferedOutputStream(file))) {
            to.setLevel(0); // what follows in the build compresses it
            new EnumSwitches().rewrite(from, to);
        }
    }

    private void rewrite(ZipFile from, ZipOutputStream to) throws IOException {
        List<? extends ZipEntry> entries = Collections.list(from.entries());
        for (ZipEntry entry : entries) {
            if (entry.getName().endsWith(".class")) {
                ClassNode node = new ClassNode();
                new ClassReader(from.getInputStream(entry).readAllBytes()).accept(node, 0);
                classes.put(entry.getName(), node);
            }
        }
        Set<String> holders = new HashSet<>();
        for (ClassNode node : classes.values()) {
            if (readMaps(node)) {
                holders.add(node.name);
            }
        }
        classes.values().forEach(node -> node.methods.forEach(this::direct));
        holders.removeAll(needed);
        for (ZipEntry entry : entries) {
            ClassNode node = classes.get(entry.getName());
            if (node != null && holders.contains(node.name)) {
                continue;
            }
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTime(entry.getTime());
            to.putNextEntry(copy);
            to.write(node == null ? from.getInputStream(entry).readAllBytes() : without(holders, node));
        }
    }

    private static byte[] without(Set<String> gone, ClassNode node) {
        node.innerClasses.removeIf(inner -> gone.contains(inner.name));
        if (node.nestMembers != null) {
            node.nestMembers.removeAll(gone);
        }
        ClassWriter out = new ClassWriter(0);
        node.accept(out);
        return out.toByteArray();
    }

    /** Whether the class holds nothing but such maps, all of enums of this jar. */
    private boolean readMaps(ClassNode node) {
        boolean made = (node.access & Opcodes.ACC_SYNTHETIC) != 0 && !node.fields.isEmpty();
        for (FieldNode field : node.fields) {
            made &= field.name.startsWith(MAP);
        }
        if (!made || node.methods.size() != 1) {
            return false;
        }
        String map = null;
        Integer ordinal = null;
        Map<String, Map<Integer, Integer>> read = new HashMap<>();
        for (AbstractInsnNode each : node.methods.get(0).instructions) {
            if (each instanceof FieldInsnNode field && field.owner.equals(node.name)) {
                map = key(field);
            } else if (each instanceof FieldInsnNode field) {
                ordinal = ordinal(field);
                if (ordinal == null) {
                    return false;
                }
            } else if (each.getOpcode() == Opcodes.IASTORE) {
                read.computeIfAbsent(map, absent -> new TreeMap<>()).put(ordinal, constant(each.getPrevious()));
            }
        }
        maps.putAll(read);
        return true;
    }

    private static String key(FieldInsnNode field) {
        return field.owner + "." + field.name;
    }

    private Integer ordinal(FieldInsnNode constant) {
        ClassNode of = classes.get(constant.owner + ".class");
        int ordinal = 0;
        for (FieldNode field : of == null ? List.<FieldNode>of() : of.fields) {
            if ((field.access & Opcodes.ACC_ENUM) != 0) {
                if (field.name.equals(constant.name)) {
                    return ordinal;
                }
                ordinal++;
            }
        }
        return null;
    }

    private static int constant(AbstractInsnNode push) {
        return push instanceof IntInsnNode wide ? wide.operand : push.getOpcode() - Opcodes.ICONST_0;
    }

    private void direct(MethodNode method) {
        for (AbstractInsnNode each : method.instructions.toArray()) {
            if (each instanceof FieldInsnNode field && field.name.startsWith(MAP) && !method.name.equals("<clinit>")) {
                AbstractInsnNode load = load(field);
                Map<Integer, Integer> map = maps.get(key(field));
                AbstractInsnNode jump = load == null || map == null ? null : byOrdinal(load.getNext(), map);
                if (jump == null) {
                    needed.add(field.owner);
                } else {
                    method.instructions.set(load.getNext(), jump);
                    method.instructions.remove(load);
                    method.instructions.remove(field);
                }
            }
        }
    }

    /** Where the map is looked into, if all between is one straight way from the map to {@code ordinal()}. */
    private static AbstractInsnNode load(AbstractInsnNode map) {
        for (AbstractInsnNode each = map.getNext(); each != null; each = each.getNext()) {
            if (each instanceof JumpInsnNode || each instanceof FrameNode) {
                return null;
            }
            if (each.getOpcode() == Opcodes.IALOAD) {
                boolean ordinal = each.getPrevious() instanceof MethodInsnNode call && call.name.equals("ordinal");
                return ordinal ? each : null;
            }
        }
        return null;
    }

    private static AbstractInsnNode byOrdinal(AbstractInsnNode jump, Map<Integer, Integer> map) {
        Map<Integer, LabelNode> labels = new HashMap<>();
        LabelNode otherwise;
        if (jump instanceof TableSwitchInsnNode table) {
            otherwise = table.dflt;
            for (int i = 0; i < table.labels.size(); i++) {
                labels.put(table.min + i, table.labels.get(i));
            }
        } else if (jump instanceof LookupSwitchInsnNode lookup) {
            otherwise = lookup.dflt;
            for (int i = 0; i < lookup.keys.size(); i++) {
                labels.put(lookup.keys.get(i), lookup.labels.get(i));
            }
        } else {
            return null;
        }
        List<Integer> ordinals = new ArrayList<>();
        List<LabelNode> targets = new ArrayList<>();
        map.forEach((ordinal, key) -> {
            LabelNode target = labels.get(key);
            if (target != null && target != otherwise) {
                ordinals.add(ordinal);
                targets.add(target);
            }
        });
        int[] keys = ordinals.stream().mapToInt(Integer::intValue).toArray();
        return new LookupSwitchInsnNode(otherwise, keys, targets.toArray(new LabelNode[0]));
    }
}
