package dev.baton.leakcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class NoLeaksTest {
    @Test
    void bufferForgotten_isFound() throws InterruptedException {
        forgetOneBuffer();
        assertThat(NoLeaks.find()).anyMatch(leak -> leak.contains("ByteBuf"));
    }

    @Test
    void bufferReleased_isNotFound() throws InterruptedException {
        ByteBuf buffer = ByteBufAllocator.DEFAULT.heapBuffer(16);
        buffer.release();
        assertThat(NoLeaks.find()).isEmpty();
    }

    private static void forgetOneBuffer() {
        ByteBufAllocator.DEFAULT.heapBuffer(16).writeByte(1);
    }
}
