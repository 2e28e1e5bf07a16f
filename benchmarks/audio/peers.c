/* Other converters and codecs, timed as a call would use them: 20 ms at a time, start and end of a stream left out.
 *
 *   peers convert NAME IN_HZ OUT_HZ CHUNK_MS IN.raw OUT.raw SECONDS    signed 16-bit, one channel, the byte order of the machine
 *   peers g711 IN.raw SECONDS
 *   peers list
 *
 * "convert" converts the file again and again for so many seconds and prints: median ns per output sample of the runs, and by how many ms of input the output was behind at the most.
 * OUT.raw is what the first run gave, its end included.
 */
#define _GNU_SOURCE
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <samplerate.h>
#include <soxr.h>
#include <speex/speex_resampler.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROOM = 1 << 16, MOST_RUNS = 2000 };

static void fail(const char *what) {
    fprintf(stderr, "peers: %s\n", what);
    exit(1);
}

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* One stream: open, push (length 0 ends it), close. */
typedef struct {
    void *state;
    int in_hz, out_hz, quality;
    float in[ROOM], out[ROOM];
} Stream;

typedef struct {
    const char *name;
    int quality;
    void (*open)(Stream *);
    size_t (*push)(Stream *, const int16_t *, size_t, int16_t *);
    void (*close)(Stream *);
} Converter;

static void soxr_begin(Stream *s) {
    soxr_error_t error = 0;
    soxr_io_spec_t io = soxr_io_spec(SOXR_INT16_I, SOXR_INT16_I);
    io.flags |= SOXR_NO_DITHER;
    soxr_quality_spec_t quality = soxr_quality_spec((unsigned long)s->quality, 0);
    s->state = soxr_create(s->in_hz, s->out_hz, 1, &error, &io, &quality, NULL);
    if (error) fail(error);
}

static size_t soxr_push(Stream *s, const int16_t *in, size_t n, int16_t *out) {
    size_t done = 0;
    soxr_process(s->state, n ? in : NULL, n, NULL, out, ROOM, &done);
    return done;
}

static void soxr_end(Stream *s) { soxr_delete(s->state); }

static void speex_begin(Stream *s) {
    int error = 0;
    s->state = speex_resampler_init(1, s->in_hz, s->out_hz, s->quality, &error);
    if (error) fail("speexdsp");
    speex_resampler_skip_zeros(s->state);
}

static size_t speex_push(Stream *s, const int16_t *in, size_t n, int16_t *out) {
    static const int16_t silence[ROOM];
    spx_uint32_t taken = n ? n : (size_t)speex_resampler_get_input_latency(s->state), given = ROOM;
    speex_resampler_process_int(s->state, 0, n ? in : silence, &taken, out, &given);
    return given;
}

static void speex_end(Stream *s) { speex_resampler_destroy(s->state); }

static void src_begin(Stream *s) {
    int error = 0;
    s->state = src_new(s->quality, 1, &error);
    if (error) fail(src_strerror(error));
}

static size_t src_push(Stream *s, const int16_t *in, size_t n, int16_t *out) {
    src_short_to_float_array(in, s->in, n);
    SRC_DATA data = {.data_in = s->in, .data_out = s->out, .input_frames = n, .output_frames = ROOM,
                     .end_of_input = n == 0, .src_ratio = (double)s->out_hz / s->in_hz};
    if (src_process(s->state, &data)) fail("libsamplerate");
    src_float_to_short_array(s->out, out, data.output_frames_gen);
    return data.output_frames_gen;
}

static void src_end(Stream *s) { src_delete(s->state); }

static void swr_begin(Stream *s) {
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    SwrContext *c = NULL;
    if (swr_alloc_set_opts2(&c, &mono, AV_SAMPLE_FMT_S16, s->out_hz, &mono, AV_SAMPLE_FMT_S16, s->in_hz, 0, NULL)) fail("swresample");
    av_opt_set_int(c, "filter_size", s->quality, 0);
    if (swr_init(c)) fail("swresample");
    s->state = c;
}

static size_t swr_push(Stream *s, const int16_t *in, size_t n, int16_t *out) {
    const uint8_t *from = (const uint8_t *)in;
    uint8_t *to = (uint8_t *)out;
    int given = swr_convert(s->state, &to, ROOM, n ? &from : NULL, n);
    if (given < 0) fail("swresample");
    return given;
}

static void swr_end(Stream *s) {
    SwrContext *c = s->state;
    swr_free(&c);
}

static const Converter CONVERTERS[] = {
    {"swr:32", 32, swr_begin, swr_push, swr_end},          {"swr:64", 64, swr_begin, swr_push, swr_end},
    {"speex:3", 3, speex_begin, speex_push, speex_end},    {"speex:5", 5, speex_begin, speex_push, speex_end},
    {"speex:7", 7, speex_begin, speex_push, speex_end},    {"soxr:LQ", SOXR_LQ, soxr_begin, soxr_push, soxr_end},
    {"soxr:MQ", SOXR_MQ, soxr_begin, soxr_push, soxr_end}, {"soxr:HQ", SOXR_HQ, soxr_begin, soxr_push, soxr_end},
    {"src:fastest", SRC_SINC_FASTEST, src_begin, src_push, src_end},
    {"src:medium", SRC_SINC_MEDIUM_QUALITY, src_begin, src_push, src_end},
};
static const size_t COUNT = sizeof CONVERTERS / sizeof *CONVERTERS;

static int16_t *read_all(const char *name, size_t *count) {
    FILE *f = fopen(name, "rb");
    if (!f) fail("the input cannot be opened");
    fseek(f, 0, SEEK_END);
    *count = ftell(f) / 2;
    rewind(f);
    int16_t *samples = malloc(*count * 2 + 2);
    if (!samples || fread(samples, 2, *count, f) != *count) fail("the input cannot be read");
    fclose(f);
    return samples;
}

static int convert(char **v) {
    static Stream s;
    const Converter *c = NULL;
    for (size_t i = 0; i < COUNT; i++)
        if (!strcmp(v[0], CONVERTERS[i].name)) c = &CONVERTERS[i];
    if (!c) fail("no such converter");
    s.quality = c->quality, s.in_hz = atoi(v[1]), s.out_hz = atoi(v[2]);
    size_t chunk = s.in_hz * atof(v[3]) / 1000, count;
    if (chunk < 1 || chunk > ROOM / 8) fail("chunk out of range");
    int16_t *in = read_all(v[4], &count);
    int16_t *out = malloc((size_t)(count * (double)s.out_hz / s.in_hz) * 2 + 8 * ROOM);
    double times[MOST_RUNS], behind = 0, until = now(CLOCK_MONOTONIC) + atof(v[6]) * 1e9;
    int runs = 0;
    while (runs == 0 || (runs < MOST_RUNS && now(CLOCK_MONOTONIC) < until)) {
        size_t made = 0;
        c->open(&s);
        double began = now(CLOCK_MONOTONIC);
        for (size_t i = 0; i < count; i += chunk) {
            size_t n = count - i < chunk ? count - i : chunk;
            made += c->push(&s, in + i, n, out + made);
            double late = (double)(i + n) / s.in_hz - (double)made / s.out_hz;
            if (runs == 0 && late > behind) behind = late;
        }
        times[runs] = (now(CLOCK_MONOTONIC) - began) / made;
        if (runs++ == 0) {
            for (size_t rest; (rest = c->push(&s, in, 0, out + made)) > 0;) {
                made += rest;
                if (c->push == speex_push) break; /* silence never ends */
            }
            FILE *f = fopen(v[5], "wb");
            if (!f || fwrite(out, 2, made, f) != made || fclose(f)) fail("the output cannot be written");
        }
        c->close(&s);
    }
    qsort(times, runs, sizeof *times, by_size);
    printf("%.4f %.3f\n", times[runs / 2], behind * 1000);
    return 0;
}

/* ns per sample of encoding and decoding 160 samples at a time */
static void codec(enum AVCodecID id, const char *name, const int16_t *in, size_t count, double seconds) {
    const AVCodec *coder = avcodec_find_encoder(id), *decoder = avcodec_find_decoder(id);
    AVCodecContext *e = avcodec_alloc_context3(coder), *d = avcodec_alloc_context3(decoder);
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    e->sample_rate = d->sample_rate = 8000, e->sample_fmt = AV_SAMPLE_FMT_S16;
    av_channel_layout_copy(&e->ch_layout, &mono);
    av_channel_layout_copy(&d->ch_layout, &mono);
    if (avcodec_open2(e, coder, NULL) || avcodec_open2(d, decoder, NULL)) fail("libavcodec");
    AVFrame *frame = av_frame_alloc(), *back = av_frame_alloc();
    AVPacket *packet = av_packet_alloc();
    frame->nb_samples = 160, frame->format = AV_SAMPLE_FMT_S16, frame->sample_rate = 8000;
    av_channel_layout_copy(&frame->ch_layout, &mono);
    if (av_frame_get_buffer(frame, 0)) fail("libavcodec");
    double spent[2][MOST_RUNS], until = now(CLOCK_MONOTONIC) + seconds * 1e9;
    int runs = 0;
    while (runs == 0 || (runs < MOST_RUNS && now(CLOCK_MONOTONIC) < until)) {
        double sum[2] = {0, 0};
        size_t frames = 0;
        for (size_t i = 0; i + 160 <= count; i += 160, frames++) {
            memcpy(frame->data[0], in + i, 320);
            double t0 = now(CLOCK_THREAD_CPUTIME_ID);
            if (avcodec_send_frame(e, frame) || avcodec_receive_packet(e, packet)) fail("libavcodec encodes nothing");
            double t1 = now(CLOCK_THREAD_CPUTIME_ID);
            if (avcodec_send_packet(d, packet) || avcodec_receive_frame(d, back)) fail("libavcodec decodes nothing");
            double t2 = now(CLOCK_THREAD_CPUTIME_ID);
            sum[0] += t1 - t0, sum[1] += t2 - t1;
            av_packet_unref(packet);
            av_frame_unref(back);
        }
        double t0 = now(CLOCK_THREAD_CPUTIME_ID);
        for (size_t i = 0; i < frames; i++) now(CLOCK_THREAD_CPUTIME_ID);
        double clock = now(CLOCK_THREAD_CPUTIME_ID) - t0;
        spent[0][runs] = (sum[0] - clock) / frames / 160, spent[1][runs] = (sum[1] - clock) / frames / 160;
        runs++;
    }
    qsort(spent[0], runs, sizeof(double), by_size);
    qsort(spent[1], runs, sizeof(double), by_size);
    printf("%s %.4f %.4f\n", name, spent[0][runs / 2], spent[1][runs / 2]);
}

int main(int c, char **v) {
    if (c == 9 && !strcmp(v[1], "convert")) return convert(v + 2);
    if (c == 4 && !strcmp(v[1], "g711")) {
        size_t count;
        int16_t *in = read_all(v[2], &count);
        codec(AV_CODEC_ID_PCM_MULAW, "mulaw", in, count, atof(v[3]) / 2);
        codec(AV_CODEC_ID_PCM_ALAW, "alaw", in, count, atof(v[3]) / 2);
        return 0;
    }
    if (c == 2 && !strcmp(v[1], "list")) {
        for (size_t i = 0; i < COUNT; i++) puts(CONVERTERS[i].name);
        return 0;
    }
    fprintf(stderr, "usage: peers convert NAME IN_HZ OUT_HZ CHUNK_MS IN OUT SECONDS | g711 IN SECONDS | list\n");
    return 2;
}
