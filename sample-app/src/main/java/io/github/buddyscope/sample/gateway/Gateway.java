// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The running service: its port, its threads, and their end. Listens on the loopback address only. */
public final class Gateway implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int WORKERS = 4;
    private static final int WAITING_PER_WORKER = 64;
    private static final int IDLE_SECONDS = 60;
    private static final int STOP_SECONDS = 5;

    private final EventLoopGroup acceptors = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gateway-accept", true), NioIoHandler.newFactory());
    private final EventLoopGroup io = new MultiThreadIoEventLoopGroup(
            IO_THREADS, new DefaultThreadFactory("gateway-io", true), NioIoHandler.newFactory());
    private final EventExecutorGroup workers = new DefaultEventExecutorGroup(
            WORKERS,
            new DefaultThreadFactory("gateway-worker", true),
            WAITING_PER_WORKER,
            RejectedExecutionHandlers.reject());
    private final PooledByteBufAllocator pool = new PooledByteBufAllocator(true);
    private final DocumentProcessor processor = new DocumentProcessor(new StagingBuffers(), new PreviewCache());
    private final GatewayStats stats = new GatewayStats(pool, processor);
    private Channel listener;

    private Gateway() {}

    /**
     * Starts a gateway.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port can't be had
     */
    public static Gateway start(int port) throws IOException {
        Gateway gateway = new Gateway();
        ChannelFuture bound = gateway.bootstrap()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            gateway.stopThreads();
            throw new IOException(
                    "can't listen on port " + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        gateway.listener = bound.channel();
        return gateway;
    }

    private ServerBootstrap bootstrap() {
        Router router = new Router(processor, stats, pool);
        return new ServerBootstrap()
                .group(acceptors, io)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, pool)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new UploadAggregator(stats))
                                .addLast(new GatewayHandler(router, stats, workers.next()));
                    }
                });
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public void awaitClose() throws InterruptedException {
        listener.closeFuture().sync();
    }

    /** Takes no more connections, lets the requests at work finish, and ends the threads. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        stopThreads();
    }

    private void stopThreads() {
        for (EventExecutorGroup group : new EventExecutorGroup[] {acceptors, workers, io}) {
            group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
