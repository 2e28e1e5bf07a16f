package dev.baton.testkit.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.SampleEncoder;
import dev.baton.testkit.stt.Recognizer.Word;
import dev.baton.transport.WavAudioSource;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request with a recording: read, recognised, answered. The first thing that is sent is the answer; what faults would say besides has no place in HTTP.
 *
 * <p>The recording is heard as a stream would be, in utterances; a client that has cut it already gets one. All on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class HttpRecognition extends ServerHandler<FullHttpRequest> implements SpeechStream.Output {
    /** Between two utterances of a recording. */
    static final Duration QUIET = Duration.ofSeconds(1);

    /** Quiet before and behind the recording, whose first sample may be speech and its last one too: the detector has to know what quiet is, and engines wait for some. */
    private static final int QUIET_MILLIS = 300;

    private static final int LEAST_MILLIS = 100;

    private final TranscriptionsDialect dialect;
    private final List<SttFault> faults;
    private final List<Word> words = new ArrayList<>();
    private TranscriptionForm form = TranscriptionForm.NONE;
    private Dialect.@Nullable Wire stage;
    private @Nullable SpeechStream stream;
    private long lengthMillis;

    HttpRecognition(TranscriptionsDialect dialect, ServerJournal serverJournal, String path, List<SttFault> faults) {
        super(serverJournal, path);
        this.dialect = dialect;
        this.faults = faults;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        accepted();
        stage = new FaultStage(this, dialect.protocol(), faults);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        journal().received("recording");
        try {
            form = TranscriptionForm.read(request);
            recognise(form.file());
        } catch (Refusal.Refused e) {
            refuse(e.refusal());
        }
    }

    private void recognise(byte[] file) throws Refusal.Refused {
        WavAudioSource wav;
        try {
            wav = WavAudioSource.read("the file", new ByteArrayInputStream(file));
        } catch (BatonException e) {
            throw Refusal.badParameter("file", "the audio cannot be decoded: " + e.getMessage());
        }
        lengthMillis = wav.duration().toMillis();
        if (lengthMillis < LEAST_MILLIS) {
            wav.close();
            throw Refusal.badParameter("file", "the audio is " + lengthMillis + " ms long, and 100 ms are the least");
        }
        var format = wav.format();
        var heard = dialect.stream(format, new LoopPace(loop()), this);
        stream = heard;
        var quiet = quiet(format);
        heard.audio(quiet.duplicate());
        wav.readAll(heard::audio);
        heard.audio(quiet);
        journal().heard(lengthMillis);
        heard.end();
    }

    private static ByteBuffer quiet(AudioFormat format) {
        var samples = new short[format.sampleRateHz() * QUIET_MILLIS / 1_000 * format.channels()];
        var bytes = ByteBuffer.allocate(samples.length * format.encoding().bytesPerSample())
                .order(format.byteOrder());
        SampleEncoder.encode(format.encoding(), samples, 0, samples.length, bytes);
        return bytes.flip();
    }

    @Override
    public void speechStarted(long atMillis) {}

    @Override
    public void speechEnded(long atMillis) {}

    @Override
    public void interim(List<Word> words) {}

    @Override
    public void finalText(List<Word> heard, SpeechStream.Cause cause, long upToMillis) {
        for (var word : heard) {
            words.add(new Word(
                    word.text(),
                    Math.max(0, word.startMillis() - QUIET_MILLIS),
                    Math.max(0, word.endMillis() - QUIET_MILLIS),
                    word.confidence()));
        }
        if (cause == SpeechStream.Cause.END && stage != null) {
            stage.send(Message.finalText(false, form.answer(words, lengthMillis)));
        }
    }

    @Override
    public void failed(String reason) {
        refuse(new Refusal(500, "failed", reason));
    }

    private void refuse(Refusal refusal) {
        if (!over && context().channel().isActive()) {
            over = true;
            serverJournal.refused(refusal);
            journal().sent("HTTP " + refusal.httpStatus());
            context()
                    .writeAndFlush(RefusalAnswer.of(refusal, dialect, Set.of(path)))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (stream != null) {
            stream.abort();
        }
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void send(Message message) {
        if (!over && context().channel().isActive()) {
            over = true;
            journal().sent(message);
            write(onTheWire(form.rendered(message).getBytes(StandardCharsets.UTF_8)))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void sendBytes(String name, byte[] bytes) {
        if (!over && context().channel().isActive()) {
            over = true;
            journal().sent(name);
            write(bytes);
        }
    }

    private ChannelFuture write(byte[] bytes) {
        // Past the codec, which would want a whole response: faults write halves of one.
        if (context().pipeline().get(HttpServerCodec.class) != null) {
            context().pipeline().remove(HttpServerCodec.class);
        }
        return context().writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public byte[] onTheWire(byte[] text) {
        var head = "HTTP/1.1 200 OK\r\nContent-Type: " + form.contentType() + "\r\nContent-Length: " + text.length
                + "\r\nConnection: close\r\n\r\n";
        var ascii = head.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(ascii.length + text.length)
                .put(ascii)
                .put(text)
                .array();
    }

    @Override
    public void close(int code, String reason) {
        end("closed without an answer");
    }
}
