package dev.baton.testkit.stt;

import static dev.baton.testkit.stt.FaultEffects.beforeFirstFinal;
import static dev.baton.testkit.stt.FaultEffects.dropped;
import static dev.baton.testkit.stt.FaultEffects.insteadOf;
import static dev.baton.testkit.stt.FaultEffects.insteadOfFirst;
import static dev.baton.testkit.stt.FaultEffects.rewritten;
import static dev.baton.testkit.stt.SttProtocol.ASSEMBLYAI;
import static dev.baton.testkit.stt.SttProtocol.CAMB_LISTEN;
import static dev.baton.testkit.stt.SttProtocol.CAMB_REALTIME;
import static dev.baton.testkit.stt.SttProtocol.DEEPGRAM;
import static dev.baton.testkit.stt.SttProtocol.DEEPGRAM_FLUX;
import static dev.baton.testkit.stt.SttProtocol.SMALLEST_LIGHTNING;
import static dev.baton.testkit.stt.SttProtocol.SMALLEST_PULSE;

import dev.baton.testkit.stt.Message.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a service or the network before it does and a client must survive. Each says who has seen it: <i>documented</i> by the vendor, <i>reported</i> by those who
 * integrated it, or <i>assumed</i> for the worst. What breaks a connection does so in place of its first final text: what was said until then is lost unless the client
 * says it again.
 *
 * <p>A fault of one protocol changes nothing on connections of another. Where a recording is answered by one HTTP response, a message that comes before the first final takes its place, and a WebSocket's close is
 * the connection's end without an answer.
 */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers make what has state, for each connection
public enum SttFault {
    /** The upgrade is answered with 400: a parameter the service does not take. Documented by most. */
    REFUSED_400(refused(400)),
    /** 401: a missing or wrong key. Documented by most. */
    REFUSED_401(refused(401)),
    /** 402: the account is empty. Documented by Deepgram. */
    REFUSED_402(refused(402)),
    /** 403: the key has no access. Documented by most. */
    REFUSED_403(refused(403)),
    /** 404: no such model or path. Documented by Deepgram. */
    REFUSED_404(refused(404)),
    /** 429 with {@code Retry-After: 1}: too many at once. Documented by most. */
    REFUSED_429(refused(429)),
    /** 500. Documented by Smallest. */
    REFUSED_500(refused(500)),
    /** 503 with {@code Retry-After: 1}: no worker. Documented by Smallest for its self-hosted service. */
    REFUSED_503(refused(503)),
    /** 302 to another address, as a captive portal or a moved service answers. Assumed. */
    REDIRECTED(new UpgradeFault(302, UpgradeFault.Answer.REDIRECT)),
    /** 200 with a page for people, as a proxy's login answers. Assumed. */
    HTML_PAGE(new UpgradeFault(200, UpgradeFault.Answer.HTML)),
    /** The connection opens and the upgrade is never answered. Assumed. */
    UPGRADE_UNANSWERED(new UpgradeFault(0, UpgradeFault.Answer.NOTHING)),

    /** An error message, then close 1008: too many sockets of one organisation. Documented by Smallest. */
    ERROR_THEN_1008(insteadOfFirst(FaultEffects.TEXTS, FaultActs::errorThen1008), SMALLEST_PULSE, SMALLEST_LIGHTNING),
    /** The same with the error as an object, {@code {"status":"error","error":{"message":..,"code":..}}}. Documented by Smallest for the earlier path. */
    NESTED_ERROR_THEN_1008(
            insteadOfFirst(FaultEffects.TEXTS, FaultActs::nestedErrorThen1008), SMALLEST_PULSE, SMALLEST_LIGHTNING),
    /** Close 1011, NET-0000: the service had nothing to say for too long. Documented by Deepgram. */
    NET_0000(
            insteadOfFirst(FaultEffects.TEXTS, (message, wire) -> wire.close(1011, "NET-0000")),
            DEEPGRAM,
            DEEPGRAM_FLUX),
    /** Close 1011, NET-0001: the service missed audio, though it was sent. Documented by Deepgram. */
    NET_0001(
            insteadOfFirst(FaultEffects.TEXTS, (message, wire) -> wire.close(1011, "NET-0001")),
            DEEPGRAM,
            DEEPGRAM_FLUX),
    /** Close 1008, DATA-0000: the audio cannot be decoded. Documented by Deepgram. */
    DATA_0000(
            insteadOfFirst(FaultEffects.TEXTS, (message, wire) -> wire.close(1008, "DATA-0000")),
            DEEPGRAM,
            DEEPGRAM_FLUX),
    /** An error, then close 3005: the service failed. Documented by AssemblyAI. */
    SERVER_ERROR_3005(insteadOfFirst(FaultEffects.TEXTS, FaultActs.errorThen(3005, "Server error")), ASSEMBLYAI),
    /** An error, then close 3007: chunks of a length that the service does not take, though they were right. Documented by AssemblyAI. */
    CHUNKS_3007(insteadOfFirst(FaultEffects.TEXTS, FaultActs.errorThen(3007, "Input duration violation")), ASSEMBLYAI),
    /** An error, then close 3008: the session has lasted as long as one may. Documented by AssemblyAI. */
    SESSION_EXPIRED_3008(insteadOfFirst(FaultEffects.TEXTS, FaultActs.errorThen(3008, "Session expired")), ASSEMBLYAI),
    /** An error, then close 3009: too many sessions at once. Documented by AssemblyAI. */
    TOO_MANY_3009(
            insteadOfFirst(FaultEffects.TEXTS, FaultActs.errorThen(3009, "Too many concurrent sessions")), ASSEMBLYAI),
    /** An error about the key, then close 1008. Documented by CAMB. */
    KEY_ERROR_THEN_1008(insteadOfFirst(FaultEffects.TEXTS, FaultActs.cambError("\"auth_failed\"", 1008)), CAMB_LISTEN),
    /** An error about a quota, then close 4000. Documented by CAMB, without saying which numbers from 4000 on mean what. */
    ERROR_THEN_4000(insteadOfFirst(FaultEffects.TEXTS, FaultActs.cambError("\"quota_exceeded\"", 4000)), CAMB_LISTEN),
    /** An error of the model, then close 1011. Documented by CAMB, without the number. */
    ERROR_THEN_1011(insteadOfFirst(FaultEffects.TEXTS, FaultActs.cambError("\"model_failure\"", 1011)), CAMB_LISTEN),
    /** The same with a number as the error's code, which the vendor's own clients stumble over. Assumed. */
    NUMERIC_ERROR_CODE(insteadOfFirst(FaultEffects.TEXTS, FaultActs.cambError("5003", 1011)), CAMB_LISTEN),
    /** The service never says that it listens: no {@code Begin}, {@code Connected}, {@code Ready}. Assumed. */
    GREETING_MISSING(dropped(FaultRewrites::isGreeting), ASSEMBLYAI, DEEPGRAM_FLUX, CAMB_LISTEN),
    /** Close 1000 in place of the first text, interim or final. Documented by Smallest for a language of another region. */
    CLOSED_WITHOUT_TEXT(
            insteadOfFirst(FaultEffects.ANY_TEXT, (message, wire) -> wire.close(1000, "")), SttProtocol.values()),
    /** The end of the stream is taken for a flush: its final has no {@code is_last}, and nothing closes. Documented by Smallest, whose pages differ on which message means which. */
    LAST_UNMARKED(FaultEffects::lastUnmarked, SMALLEST_PULSE, SMALLEST_LIGHTNING),
    /** Close 1000 in place of the last message, with {@code is_last}, {@code Metadata} or {@code Termination}, or the last final. Assumed. */
    CLOSED_WITHOUT_LAST(
            insteadOfFirst(EnumSet.of(Kind.LAST), (message, wire) -> wire.close(1000, "")),
            SMALLEST_PULSE,
            SMALLEST_LIGHTNING,
            DEEPGRAM,
            ASSEMBLYAI,
            CAMB_LISTEN),
    /** Takes audio and says nothing any more. Reported of Smallest and Deepgram. */
    STALL(insteadOfFirst(FaultEffects.TEXTS, (message, wire) -> wire.journal().sent("stall")), SttProtocol.values()),
    /** The TCP connection is reset. Reported of Smallest and Deepgram. */
    RESET(insteadOfFirst(FaultEffects.TEXTS, (message, wire) -> wire.reset()), SttProtocol.values()),
    /** The TCP connection ends in the middle of a message. Assumed. */
    CUT_IN_MESSAGE(insteadOfFirst(FaultEffects.TEXTS, FaultActs::cutInMessage), SttProtocol.values()),

    /** Neither {@code type} nor {@code status}. Documented by Smallest in older examples. */
    TYPELESS(rewritten(FaultRewrites::withoutType), SMALLEST_PULSE),
    /** {@code type} and {@code status}, which Lightning's examples do not have. Documented by Smallest for newer servers. */
    TYPED(rewritten(FaultRewrites::typed), SMALLEST_LIGHTNING),
    /** {@code transcription} and no {@code transcript}. Documented by Smallest, which sends both. */
    TRANSCRIPTION_ONLY(rewritten(FaultRewrites::transcriptionOnly), SMALLEST_PULSE),
    /** {@code word_timestamps} in place of {@code words}. Documented by Smallest in one sample. */
    WORD_TIMESTAMPS(rewritten(FaultRewrites::wordTimestamps), SMALLEST_PULSE),
    /** No words, though asked for. Assumed. */
    NO_WORDS(rewritten(FaultRewrites::withoutWords)),
    /** No {@code full_transcript}, though asked for. Observed of Smallest. */
    NO_FULL_TRANSCRIPT(rewritten(FaultRewrites::withoutFullTranscript), SMALLEST_PULSE, SMALLEST_LIGHTNING),
    /** Answers to a finalize say so, {@code from_finalize}. Documented by Smallest. */
    ANSWERS_MARKED(rewritten(Kind.ANSWER, FaultRewrites::marked), SMALLEST_PULSE),
    /** Answers to a finalize do not say so. Observed of Smallest. */
    ANSWERS_UNMARKED(rewritten(Kind.ANSWER, FaultRewrites::unmarked), SMALLEST_PULSE, DEEPGRAM),
    /** The formatted text of a turn, though asked for, does not come. Assumed of AssemblyAI. */
    FORMATTED_MISSING(dropped(FaultRewrites::isFormatted), ASSEMBLYAI),
    /** Turns begin and go on and are expected to end, and no end of one is ever told. Assumed of Flux. */
    TURN_ENDS_MISSING(dropped(message -> message.kind() == Kind.FINAL), DEEPGRAM_FLUX),
    /** Messages are numbered all alike, as if each came again. Assumed of Flux. */
    SEQUENCE_REPEATED(rewritten(FaultRewrites::withoutSequence), DEEPGRAM_FLUX),

    /** A final of the service's own was on its way when the finalize came: it has all the text, and the answer has none. Observed of Smallest and Deepgram. */
    FINAL_IN_FLIGHT(FaultEffects::finalInFlight, SMALLEST_PULSE, DEEPGRAM, ASSEMBLYAI),
    /** No reply to a finalize with nothing buffered. Documented by Deepgram, assumed of Smallest. */
    EMPTY_ANSWERS_MISSING(dropped(FaultRewrites::isEmptyAnswer), SMALLEST_PULSE, DEEPGRAM, ASSEMBLYAI),
    /** No utterance has a final, though its end is marked. Documented by CAMB for one release. */
    FINALS_MISSING(dropped(message -> FaultEffects.TEXTS.contains(message.kind())), CAMB_LISTEN),
    /** Finals are of the type {@code Final}. Reserved by CAMB's own clients. */
    FINAL_TYPE(rewritten(Kind.FINAL, FaultRewrites::typedFinal), CAMB_LISTEN),
    /** The mark of an utterance's end comes before its final. Left open by CAMB. */
    UTTERANCE_END_FIRST(FaultEffects::utteranceEndFirst, CAMB_LISTEN),
    /** The first final comes without its text, and then with it. Assumed of CAMB, whose own client ends there. */
    RESULTS_WITHOUT_CHANNEL(beforeFirstFinal(FaultActs::withoutChannel), CAMB_LISTEN),
    /** Everything comes two seconds late. Assumed. */
    LATE(FaultEffects::late, SttProtocol.values()),
    /** Each final comes twice; of AssemblyAI and Flux, the end of a turn. Assumed. */
    FINALS_TWICE(FaultEffects::finalsTwice, SttProtocol.streams()),
    /** The interim before a final comes after it. Assumed. */
    INTERIM_AFTER_FINAL(FaultEffects::interimAfterFinal, SttProtocol.streams()),

    /** A message of an unknown type before the first final. Reported by clients that met new ones. */
    UNKNOWN_TYPE(
            beforeFirstFinal(FaultActs.says("{\"type\":\"weather\",\"forecast\":\"fine\"}")), SttProtocol.webSockets()),
    /** One that is not JSON. Assumed. */
    MALFORMED_JSON(
            beforeFirstFinal(FaultActs.says("{\"type\":\"transcription\",\"transcript\":\"un")), SttProtocol.values()),
    /** One that is JSON, but no object. Assumed. */
    NO_OBJECT(beforeFirstFinal(FaultActs.says("[\"transcription\",null,3]")), SttProtocol.values()),
    /** One without anything in it. Assumed. */
    EMPTY_MESSAGE(beforeFirstFinal(FaultActs.says("")), SttProtocol.values()),
    /** A final whose fields are of other types. Assumed. */
    WRONG_FIELD_TYPES(beforeFirstFinal(FaultActs::wrongFieldTypes), SttProtocol.values()),
    /** JSON 100,000 levels deep. Assumed. */
    DEEP_JSON(beforeFirstFinal(FaultActs::deepJson), SttProtocol.values()),
    /** More than 1 MiB. Assumed. */
    OVERSIZED(beforeFirstFinal(FaultActs::oversized), SttProtocol.values()),
    /** Text that is not UTF-8. Assumed. */
    INVALID_UTF8(beforeFirstFinal(FaultActs::invalidUtf8), SttProtocol.values()),
    /** A binary message, which none of the recognisers has in this direction. Assumed. */
    BINARY_MESSAGE(beforeFirstFinal(FaultActs::binaryMessage), SttProtocol.streams()),

    /** A session boots and never says that it listens. Assumed, of a translator. */
    NEVER_CREATED(
            insteadOfFirst(
                    EnumSet.of(Kind.GREETING), (message, wire) -> wire.journal().sent("stall")),
            CAMB_REALTIME),
    /** An error message and a close in place of the word that it listens. Assumed, of a translator. */
    ERROR_FOR_CREATED(insteadOfFirst(EnumSet.of(Kind.GREETING), FaultActs::errorForCreated), CAMB_REALTIME),
    /** The TCP connection is reset in the middle of a translation's speech. Assumed. */
    RESET_IN_AUDIO(insteadOf(3, EnumSet.of(Kind.AUDIO), (message, wire) -> wire.reset()), CAMB_REALTIME),
    /** Close 1011 in the middle of a translation's speech, of which the client has all that came before. Assumed. */
    CLOSED_IN_AUDIO(
            insteadOf(3, EnumSet.of(Kind.AUDIO), (message, wire) -> wire.close(1011, "Server error")), CAMB_REALTIME),
    /** A translation's speech comes, but not its end. Assumed. */
    AUDIO_NEVER_DONE(dropped(message -> message.kind() == Kind.AUDIO_DONE), CAMB_REALTIME),
    /** The end of a translation's speech comes, but nothing of it. Assumed. */
    DONE_WITHOUT_AUDIO(dropped(message -> message.kind() == Kind.AUDIO), CAMB_REALTIME),
    /** A translation is spoken and not written. Assumed. */
    AUDIO_WITHOUT_TEXT(
            dropped(message -> message.kind() == Kind.FINAL || message.kind() == Kind.INTERIM), CAMB_REALTIME),
    /** A translation is written and neither spoken nor said to be. Assumed. */
    TEXT_WITHOUT_AUDIO(
            dropped(message -> message.kind() == Kind.AUDIO || message.kind() == Kind.AUDIO_DONE), CAMB_REALTIME),
    /** A binary message between the speech that is JSON as text; it is audio all the same, a moment of noise. Assumed. */
    JSON_AS_AUDIO(FaultEffects.beforeFirst(Kind.AUDIO, FaultActs::jsonAsAudio), CAMB_REALTIME),
    /** Speech in messages of odd length, which split samples. Assumed. */
    ODD_AUDIO(FaultEffects::oddAudio, CAMB_REALTIME),
    /** {@code response.audio.delta} whose audio is a number. Assumed. */
    AUDIO_OF_WRONG_TYPE(
            FaultEffects.beforeFirst(Kind.AUDIO, FaultActs.says("{\"type\":\"response.audio.delta\",\"delta\":42}")),
            CAMB_REALTIME),
    /** {@code response.audio.delta} whose audio is not base64. Assumed. */
    BROKEN_BASE64(
            FaultEffects.beforeFirst(
                    Kind.AUDIO, FaultActs.says("{\"type\":\"response.audio.delta\",\"delta\":\"@@@=\"}")),
            CAMB_REALTIME),
    /** More than 1 MiB of speech in one message. Assumed. */
    OVERSIZED_AUDIO(FaultEffects.beforeFirst(Kind.AUDIO, FaultActs::oversizedAudio), CAMB_REALTIME);

    private final Set<SttProtocol> protocols;
    private final @Nullable UpgradeFault upgrade;
    private final @Nullable Supplier<FaultEffect> effect;

    SttFault(UpgradeFault upgrade) {
        this.protocols = EnumSet.allOf(SttProtocol.class);
        this.upgrade = upgrade;
        this.effect = null;
    }

    SttFault(Supplier<FaultEffect> effect) {
        this(effect, SttProtocol.speechToText());
    }

    SttFault(Supplier<FaultEffect> effect, SttProtocol... protocols) {
        this(effect, EnumSet.copyOf(List.of(protocols)));
    }

    SttFault(Supplier<FaultEffect> effect, Set<SttProtocol> protocols) {
        this.protocols = EnumSet.copyOf(protocols);
        this.upgrade = null;
        this.effect = effect;
    }

    private static UpgradeFault refused(int status) {
        return new UpgradeFault(status, UpgradeFault.Answer.REASON);
    }

    /** For command lines: {@code final-in-flight}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that label. */
    public static Optional<SttFault> of(String label) {
        return Stream.of(values()).filter(fault -> fault.label().equals(label)).findFirst();
    }

    /** The protocols on which it does something. */
    public Set<SttProtocol> protocols() {
        return EnumSet.copyOf(protocols);
    }

    /** Whether it shows before the connection is a WebSocket. */
    public boolean refusesUpgrade() {
        return upgrade != null;
    }

    @Nullable
    UpgradeFault upgrade() {
        return upgrade;
    }

    /** A new one for each connection; null where the fault is not about what is sent on connections of that protocol. */
    @Nullable
    FaultEffect effect(SttProtocol protocol) {
        return effect == null || !protocols.contains(protocol) ? null : effect.get();
    }
}
