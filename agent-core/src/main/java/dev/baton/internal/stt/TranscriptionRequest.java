package dev.baton.internal.stt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes the body of a request: multipart/form-data (RFC 7578) with the settings as fields and the recording as a WAV file ("Multimedia Programming Interface and Data Specifications 1.0", IBM and
 * Microsoft, 1991), 16-bit mono. What is the same for every segment is made once.
 */
public final class TranscriptionRequest {
    private static final int WAV_HEADER_BYTES = 44;

    private final String boundary;
    private final byte[] head;
    private final byte[] tail;
    private final int sampleRateHz;
    private final int leastSamples;

    /**
     * @param boundary in no field, and not to be expected in audio
     * @param fields in their order; a name may come twice
     * @param leastSamples shorter recordings are filled up with silence
     */
    public TranscriptionRequest(
            String boundary, List<Map.Entry<String, String>> fields, int sampleRateHz, int leastSamples) {
        this.boundary = boundary;
        this.sampleRateHz = sampleRateHz;
        this.leastSamples = leastSamples;
        var before = new StringBuilder();
        for (var field : fields) {
            before.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
            before.append(field.getKey())
                    .append("\"\r\n\r\n")
                    .append(field.getValue())
                    .append("\r\n");
        }
        before.append("--").append(boundary);
        before.append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"speech.wav\"");
        before.append("\r\nContent-Type: audio/wav\r\n\r\n");
        head = before.toString().getBytes(StandardCharsets.UTF_8);
        tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    ByteBuffer body(SpeechSegmenter.Segment segment, SpeechSegmenter from) {
        int samples = Math.max(segment.samples(), leastSamples);
        int audioBytes = samples * Short.BYTES;
        var body = ByteBuffer.allocate(head.length + WAV_HEADER_BYTES + audioBytes + tail.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        body.put(head);
        body.put(letters("RIFF")).putInt(WAV_HEADER_BYTES - 8 + audioBytes).put(letters("WAVE"));
        body.put(letters("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        body.putInt(sampleRateHz).putInt(sampleRateHz * Short.BYTES);
        body.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        body.put(letters("data")).putInt(audioBytes);
        from.copy(segment, body);
        return body.position(body.capacity() - tail.length).put(tail).flip();
    }

    private static byte[] letters(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
