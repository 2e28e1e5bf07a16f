package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.resample.Resamplers;
import dev.baton.examples.detection.DetectionRun;
import dev.baton.examples.detection.Interval;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CarrierClient;
import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.Ending;
import dev.baton.testkit.carrier.Refused;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;

/** Calls that all say the same. Safe for use by several threads. */
final class Dialling {
    /** A bot that greets is let finish; one that does not is spoken to after a while. */
    private static final Duration GREETING_BEGINS = Duration.ofSeconds(3);

    private static final Duration GREETING_LIMIT = Duration.ofSeconds(30);
    private static final Duration AFTER_GREETING = Duration.ofMillis(600);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int DETECTOR_HZ = 16_000;

    private final URI bot;
    private final CarrierLegs legs;
    private final short[] speech;
    private final Duration linger;
    private final Map<String, String> headers;

    /** @param linger how long the agent must have been quiet after the caller's last word for the caller to hang up */
    Dialling(URI bot, CarrierLegs legs, short[] speech, Duration linger, Map<String, String> headers) {
        this.bot = bot;
        this.legs = legs;
        this.speech = speech;
        this.linger = linger;
        this.headers = headers;
    }

    Duration speechLength() {
        return Duration.ofMillis(speech.length * 1000L / legs.sampleRateHz());
    }

    /** @param record where to keep both sides; null for nowhere */
    DialedCall hold(CallerFacts facts, @Nullable Path record) {
        var leg = legs.leg(facts);
        leg.lineNoise();
        try (var call = CarrierClient.connect(bot, leg, headers)) {
            long saidFromMillis = converse(call);
            var heard = call.heard();
            if (record != null) {
                write(record, saidFromMillis, heard);
            }
            return result(call, saidFromMillis, heard);
        } catch (Refused e) {
            return DialedCall.refused(
                    e.statusCode() > 0
                            ? "refused with HTTP " + e.statusCode()
                            : "could not be reached: " + e.getMessage());
        }
    }

    /** @return when the caller's file began */
    private long converse(CarrierClient<CarrierLeg> call) {
        if (comesAbout(call, GREETING_BEGINS, leg -> leg.farEnd().firstSoundMillis() >= 0)) {
            comesAbout(call, GREETING_LIMIT, leg -> isQuiet(leg, AFTER_GREETING));
        }
        long from = call.say(speech);
        comesAbout(call, speechLength().plusSeconds(10), CarrierLeg::hasSaidAll);
        long said = call.ask(CarrierLeg::millis);
        comesAbout(call, LONGEST_ANSWER, leg -> leg.millis() - said >= linger.toMillis() && isQuiet(leg, linger));
        call.hangUp();
        comesAbout(call, CLOSE_LIMIT, CarrierLeg::isClosed);
        return from;
    }

    private static boolean isQuiet(CarrierLeg leg, Duration quiet) {
        return leg.millis() - leg.farEnd().soundEndMillis() >= quiet.toMillis();
    }

    /** @return whether it did before the limit and the call's end */
    private static boolean comesAbout(CarrierClient<CarrierLeg> call, Duration limit, Predicate<CarrierLeg> condition) {
        long until = System.nanoTime() + limit.toNanos();
        call.await(
                "a step of the call",
                limit.plusSeconds(10),
                leg -> condition.test(leg)
                        || leg.isClosed()
                        || (leg.ending() != Ending.NOT_YET && leg.ending() != Ending.CALLER_HUNG_UP)
                        || System.nanoTime() - until > 0);
        return call.ask(condition::test);
    }

    private DialedCall result(CarrierClient<CarrierLeg> call, long saidFromMillis, short[] heard) {
        int rate = legs.sampleRateHz();
        return new DialedCall(
                "",
                speechIn(speech, rate, saidFromMillis),
                speechIn(heard, rate, 0),
                call.ask(leg -> leg.farEnd().clears()),
                call.violations(),
                call.ask(CarrierLeg::ending),
                call.ask(CarrierLeg::millis),
                call.ask(leg -> leg.farEnd().highestFillMillis()),
                call.ask(leg -> leg.farEnd().underruns()),
                call.ask(CarrierLeg::marksReceived),
                rate,
                call.worstStall().toMillis());
    }

    private static List<Interval> speechIn(short[] samples, int rateHz, long fromMillis) {
        int detectorHz = rateHz == 8_000 ? rateHz : DETECTOR_HZ;
        var converter = Resamplers.create(rateHz, detectorHz);
        var converted = new short[converter.maxOutput(samples.length)];
        int count = converter.resample(samples, 0, samples.length, converted, 0);
        try (var detector = VoiceActivityDetectorProvider.installed().create(detectorHz)) {
            var run = new DetectionRun(detector, SpeechGateConfig.defaults(), converter.delay());
            run.append(converted, 0, count);
            long from = fromMillis * 1_000;
            return run.end().segments().stream()
                    .map(part -> new Interval(part.fromMicros() + from, part.toMicros() + from))
                    .toList();
        }
    }

    private void write(Path directory, long saidFromMillis, short[] heard) {
        int rate = legs.sampleRateHz();
        int from = (int) (saidFromMillis * rate / 1000);
        int length = Math.max(heard.length, from + speech.length);
        var both = ByteBuffer.allocate(length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            both.putShort(i >= from && i < from + speech.length ? speech[i - from] : 0);
            both.putShort(i < heard.length ? heard[i] : 0);
        }
        Path file = directory.resolve("call.wav");
        try {
            Files.createDirectories(directory);
            var format = new AudioFormat(rate, 16, 2, true, false);
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(both.array()), format, length),
                    AudioFileFormat.Type.WAVE,
                    file.toFile());
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    "the call cannot be recorded in " + file,
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "name another directory",
                    e);
        }
    }
}
