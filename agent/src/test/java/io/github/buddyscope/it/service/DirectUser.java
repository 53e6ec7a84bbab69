// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it.service;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A service that uses memory outside the heap in every way there is, by a word a line on standard input. */
public final class DirectUser {
    private static final List<Object> KEPT = new ArrayList<>();
    private static final int BATCHES = 2_000;
    private static WeakReference<ClassLoader> plugin;

    private DirectUser() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        for (String word; (word = in.readLine()) != null; ) {
            System.out.println(word + ": " + obey(word));
        }
    }

    private static Object obey(String word) throws Exception {
        return switch (word) {
            case "images" -> images();
            case "thumbs" -> thumbs();
            case "export" -> export();
            case "map" -> map();
            case "pooled" -> pooled();
            case "adaptive" -> adaptive();
            case "nettyloaded" ->
                Class.forName("io.netty.util.internal.PlatformDependent", false, DirectUser.class.getClassLoader())
                        .getSimpleName();
            case "confined" -> arena("ofConfined");
            case "auto" -> arena("ofAuto");
            case "plugin" -> plugin();
            case "unloaded" -> unloaded();
            case "property" -> System.getProperty("io.github.buddyscope.state");
            case "ownallocation" -> ownAllocation();
            default -> "what?";
        };
    }

    private static Object images() {
        for (int i = 0; i < 30; i++) {
            KEPT.add(ByteBuffer.allocateDirect(1 << 20));
        }
        return KEPT.size();
    }

    private static Object thumbs() {
        for (int i = 0; i < 10_000; i++) {
            ByteBuffer.allocateDirect(1 << 10);
        }
        return "done";
    }

    private static Object export() throws Exception {
        Path file = Files.createTempFile("direct-user", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.write(ByteBuffer.allocate(3 << 20));
        } finally {
            Files.delete(file);
        }
    }

    private static Object map() throws Exception {
        Path file = Files.createTempFile("direct-user", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            KEPT.add(channel.map(FileChannel.MapMode.READ_WRITE, 0, 5 << 20));
            return "done";
        } finally {
            Files.delete(file);
        }
    }

    private static Object pooled() {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(8 << 20);
        KEPT.add(buffer);
        return buffer.capacity();
    }

    private static Object adaptive() {
        ByteBuf buffer = new AdaptiveByteBufAllocator().directBuffer(256 << 10);
        KEPT.add(buffer);
        return buffer.capacity();
    }

    /** {@code Arena.kind().allocate(7 MiB)}, which 17 doesn't have. */
    private static Object arena(String kind) throws Exception {
        Class<?> type = Class.forName("java.lang.foreign.Arena");
        Object arena = type.getMethod(kind).invoke(null);
        KEPT.add(arena);
        type.getMethod("allocate", long.class).invoke(arena, 7L << 20);
        return "done";
    }

    /** Allocates in a class of a loader that nobody holds after. */
    private static Object plugin() throws Exception {
        URL[] here = {DirectUser.class.getProtectionDomain().getCodeSource().getLocation()};
        URLClassLoader loader = new URLClassLoader(here, ClassLoader.getPlatformClassLoader());
        Method run = loader.loadClass(Plugin.class.getName()).getMethod("run");
        run.invoke(null);
        plugin = new WeakReference<>(loader);
        return "done";
    }

    private static Object unloaded() {
        System.gc();
        return plugin.get() == null;
    }

    /** Least that this thread allocates on the heap for a hundred buffers, of many hundreds. */
    private static Object ownAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int n = 0; n < 100; n++) {
                ByteBuffer.allocateDirect(16);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        return least + " bytes";
    }

    /** What {@code plugin} runs. */
    public static final class Plugin {
        private Plugin() {}

        public static void run() {
            ByteBuffer.allocateDirect(9 << 20);
        }
    }
}
