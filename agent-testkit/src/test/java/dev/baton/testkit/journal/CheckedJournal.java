package dev.baton.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.JournalSink;
import dev.baton.journal.Replay;
import dev.baton.journal.ReplayResult;
import dev.baton.stt.SpeechToText;
import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A journal in memory that a test has again, whole or cut. */
public class CheckedJournal implements JournalSink {
    private static final String MAGIC = "Baton journal\n";

    /** Length and checksum. */
    private static final int RECORD_HEAD = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean redacted;
    private boolean closed;

    public CheckedJournal() {
        this(false);
    }

    public CheckedJournal(boolean redacted) {
        this.redacted = redacted;
    }

    @Override
    public boolean isRedacted() {
        return redacted;
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        bytes.write(records.array(), records.arrayOffset() + records.position(), records.remaining());
        done.run();
        return true;
    }

    @Override
    public void cutShort(String why, String remedy) {
        throw new AssertionError("the journal ends before the call: " + why);
    }

    @Override
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The same, with something else in the first record that has it. */
    public CheckedJournal with(String from, String to) {
        byte[] whole = bytes();
        for (int begin = MAGIC.length(); begin < whole.length; ) {
            int length = ByteBuffer.wrap(whole).getInt(begin);
            var record = new String(whole, begin + RECORD_HEAD, length, StandardCharsets.ISO_8859_1);
            if (record.contains(from)) {
                return with(whole, begin, length, record.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
            }
            begin += RECORD_HEAD + length;
        }
        throw new AssertionError("no record has " + from);
    }

    private CheckedJournal with(byte[] whole, int begin, int length, byte[] changed) {
        var crc = new CRC32C();
        crc.update(changed);
        var other = new CheckedJournal(redacted);
        other.bytes.write(whole, 0, begin);
        other.bytes.writeBytes(ByteBuffer.allocate(RECORD_HEAD)
                .putInt(changed.length)
                .putInt((int) crc.getValue())
                .array());
        other.bytes.writeBytes(changed);
        int end = begin + RECORD_HEAD + length;
        other.bytes.write(whole, end, whole.length - end);
        return other;
    }

    /** As a process leaves it that was killed. */
    public CheckedJournal cut(int length) {
        var other = new CheckedJournal(redacted);
        other.bytes.write(bytes(), 0, length);
        return other;
    }

    public JournalReader read() {
        return JournalReader.of(new ByteArrayInputStream(bytes()), "the test's journal");
    }

    public List<JournalEntry> entries() {
        var entries = new ArrayList<JournalEntry>();
        try (var reader = read()) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    public ReplayResult replayDecisions() {
        try (var reader = read()) {
            return Replay.ofDecisions(reader);
        }
    }

    /** @param service null where there was no wire */
    public ReplayResult replayAudio(@Nullable SpeechToText service, VoiceActivityDetectorProvider detector) {
        try (var reader = read()) {
            return Replay.ofAudio(reader, service, detector);
        }
    }

    /**
     * Has the call again at both levels, which must be the same.
     *
     * @param service null where there was no wire
     */
    public void assertSameAgain(@Nullable SpeechToText service, VoiceActivityDetectorProvider detector) {
        assertThat(closed).as("the call closed its journal").isTrue();
        var decisions = replayDecisions();
        assertThat(decisions.difference()).as("the decisions again").isEmpty();
        assertThat(decisions.complete()).isTrue();
        var audio = replayAudio(service, detector);
        assertThat(audio.difference()).as("the audio again").isEmpty();
        assertThat(audio).isEqualTo(decisions);
    }

    /** A provider of detectors that the test makes. */
    public static VoiceActivityDetectorProvider detectors(IntFunction<VoiceActivityDetector> made) {
        return new VoiceActivityDetectorProvider() {
            @Override
            public String name() {
                return "made by the test";
            }

            @Override
            public boolean supports(int sampleRateHz) {
                return true;
            }

            @Override
            public VoiceActivityDetector create(int sampleRateHz) {
                return made.apply(sampleRateHz);
            }
        };
    }
}
