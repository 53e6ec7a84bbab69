// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteNamesTest {
    @Test
    void isTheFirstFrameOutsideTheJdk() {
        assertThat(named("""
                jdk java.nio.DirectByteBuffer.<init>
                jdk java.nio.ByteBuffer.allocateDirect
                app com.acme.Images.load
                """)).isEqualTo("com.acme.Images.load");
    }

    @Test
    void aLambdaIsNamedByTheMethodThatItIsWrittenIn() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                app com.acme.Images.lambda$load$3
                """)).isEqualTo("com.acme.Images.load (a lambda)");
    }

    @Test
    void saysWhereAHeapBufferWasCopiedToATemporaryOne() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                jdk sun.nio.ch.Util.getTemporaryDirectBuffer
                jdk sun.nio.ch.IOUtil.write
                jdk sun.nio.ch.FileChannelImpl.write
                app com.acme.Export.save
                """)).isEqualTo("com.acme.Export.save (a temporary buffer of NIO's, for one on the heap)");
    }

    @Test
    void saysThatASegmentIsForeignMemory() {
        assertThat(named("""
                jdk jdk.internal.foreign.SegmentFactories.allocateNativeInternal
                jdk jdk.internal.foreign.ArenaImpl.allocate
                app com.acme.Native.call
                """)).isEqualTo("com.acme.Native.call (foreign memory)");
    }

    @Test
    void nettysAllocatorIsNamedAsSuchWithTheCallerBeyondIt() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                net io.netty.util.internal.CleanerJava9.allocate
                net io.netty.util.internal.PlatformDependent.allocateDirect
                net io.netty.buffer.PoolArena$DirectArena.newChunk
                net io.netty.buffer.PooledByteBufAllocator.newDirectBuffer
                net io.netty.channel.AbstractChannelHandlerContext.alloc
                app com.acme.Proxy.channelRead
                """)).isEqualTo("Netty's pooled allocator, for com.acme.Proxy.channelRead");
    }

    @Test
    void nettyWithoutACallerBeyondItIsNamedByWhatOfItAsked() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                net io.netty.util.internal.PlatformDependent.allocateDirect
                net io.netty.buffer.UnpooledDirectByteBuf.allocateDirectBuffer
                net io.netty.buffer.AdaptiveByteBufAllocator$DirectChunkAllocator.allocate
                net io.netty.buffer.AbstractByteBufAllocator.ioBuffer
                net io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.read
                net io.netty.channel.nio.NioIoHandler.processSelectedKey
                jdk java.lang.Thread.run
                """))
                .isEqualTo("Netty's adaptive allocator, for"
                        + " io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe.read");
    }

    @Test
    void knowsARelocatedNetty() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                net io.grpc.netty.shaded.io.netty.buffer.UnpooledDirectByteBuf.allocateDirect
                app com.acme.Rpc.call
                """)).isEqualTo("Netty's unpooled buffers, for com.acme.Rpc.call");
    }

    @Test
    void whatTheJdkAllocatesForItselfIsNamedBeyondTheAllocation() {
        assertThat(named("""
                jdk java.nio.ByteBuffer.allocateDirect
                jdk sun.nio.ch.Util.getTemporaryDirectBuffer
                jdk jdk.internal.net.http.SocketTube.read
                jdk java.lang.Thread.run
                """)).isEqualTo("the JDK's jdk.internal.net.http.SocketTube.read");
    }

    @Test
    void withoutAnyFrameItIsNotKnown() {
        assertThat(SiteNames.of(List.of())).isEqualTo("not known");
    }

    private static String named(String stack) {
        List<Frame> frames = new ArrayList<>();
        for (String line : stack.split("\n")) {
            int dot = line.lastIndexOf('.');
            frames.add(new Frame(line.substring(4, dot), line.substring(dot + 1), line.startsWith("jdk ")));
        }
        return SiteNames.of(frames);
    }
}
