/* Other detectors, timed as a call would use them: 20 ms at a time, one stream, its start left out. One library per build: -DWEBRTC, -DSPEEXDSP or -DRNNOISE.
 *
 *   peers list
 *   peers time NAME HZ IN.raw SECONDS    signed 16-bit, one channel, the byte order of the machine
 *
 * "time" goes through the file again and again for so many seconds and prints: median ns per frame of 20 ms of the passes, and the share of frames that were called speech.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_PASSES = 100000 };

static void fail(const char *what) {
    fprintf(stderr, "peers: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

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

/* One detector: open for a rate, judge frame k of 20 ms (whose samples it may change if "in" is a copy), each answer 0 or 1. */
typedef struct {
    const char *name;
    void (*open)(int hz, const int16_t *all, size_t count);
    int (*judge)(size_t k, int16_t *in, size_t n);
} Detector;

#ifdef WEBRTC
/* The library exports the detector inside it; its header for C++ has only the whole of audio processing. */
typedef struct WebRtcVadInst VadInst;
VadInst *WebRtcVad_Create(void);
int WebRtcVad_Init(VadInst *);
int WebRtcVad_set_mode(VadInst *, int);
int WebRtcVad_Process(VadInst *, int hz, const int16_t *, size_t);

static VadInst *webrtc;
static int webrtc_hz;

static void webrtc_open(int hz, const int16_t *all, size_t count) {
    (void)all, (void)count;
    webrtc = WebRtcVad_Create(), webrtc_hz = hz;
    if (!webrtc || WebRtcVad_Init(webrtc) || WebRtcVad_set_mode(webrtc, 3)) fail("webrtc");
}

static int webrtc_judge(size_t k, int16_t *in, size_t n) {
    (void)k;
    return WebRtcVad_Process(webrtc, webrtc_hz, in, n);
}

/* Two answers in a frame, as often as a detector with windows of 10 ms gives one. */
static int webrtc_judge_twice(size_t k, int16_t *in, size_t n) {
    return webrtc_judge(k, in, n / 2) | webrtc_judge(k, in + n / 2, n / 2);
}

static const Detector DETECTORS[] = {{"webrtc3", webrtc_open, webrtc_judge}, {"webrtc3 twice 10 ms", webrtc_open, webrtc_judge_twice}};
#endif

#ifdef SPEEXDSP
#include <speex/speex_preprocess.h>
static SpeexPreprocessState *speex;

static void speex_open(int hz, const int16_t *all, size_t count) {
    (void)all, (void)count;
    int on = 1, off = 0;
    speex = speex_preprocess_state_init(hz / 50, hz);
    speex_preprocess_ctl(speex, SPEEX_PREPROCESS_SET_VAD, &on);
    speex_preprocess_ctl(speex, SPEEX_PREPROCESS_SET_DENOISE, &off);
}

/* There is no detector without the preprocessor: its analysis and synthesis are in the time, its noise reduction is off. */
static int speex_judge(size_t k, int16_t *in, size_t n) {
    (void)k, (void)n;
    return speex_preprocess_run(speex, in);
}

static const Detector DETECTORS[] = {{"speexdsp", speex_open, speex_judge}};
#endif

#ifdef RNNOISE
#include <rnnoise.h>
enum { RNN_HZ = 48000, RNN_FRAME = 480 };
static DenoiseState *rnn;
static float *rnn_in;

/* It listens at 48 kHz only. What a call would pay for getting there is not in the time. */
static void rnn_open(int hz, const int16_t *all, size_t count) {
    size_t times = RNN_HZ / hz;
    rnn = rnnoise_create(NULL);
    rnn_in = malloc(count * times * sizeof *rnn_in);
    if (!rnn || !rnn_in) fail("rnnoise");
    for (size_t i = 0; i < count * times; i++) rnn_in[i] = all[i / times];
}

static int rnn_judge(size_t k, int16_t *in, size_t n) {
    static float out[RNN_FRAME];
    (void)in, (void)n;
    float first = rnnoise_process_frame(rnn, out, rnn_in + 2 * k * RNN_FRAME);
    float second = rnnoise_process_frame(rnn, out, rnn_in + (2 * k + 1) * RNN_FRAME);
    return first >= 0.5f || second >= 0.5f;
}

static const Detector DETECTORS[] = {{"rnnoise", rnn_open, rnn_judge}};
#endif

static const size_t COUNT = sizeof DETECTORS / sizeof *DETECTORS;

static int measure(char **v) {
    const Detector *d = NULL;
    for (size_t i = 0; i < COUNT; i++)
        if (!strcmp(v[0], DETECTORS[i].name)) d = &DETECTORS[i];
    if (!d) fail("no such detector");
    int hz = atoi(v[1]);
    if (hz != 8000 && hz != 16000) fail("8000 or 16000 Hz");
    size_t count, n = hz / 50;
    int16_t *in = read_all(v[2], &count), *copy = malloc(count * 2 + 2);
    size_t frames = count / n, speech = 0;
    if (!copy || !frames) fail("the input is too short");
    static double times[MOST_PASSES];
    double until = now() + atof(v[3]) * 1e9;
    int passes = 0;
    d->open(hz, in, count);
    while (passes == 0 || (passes < MOST_PASSES && now() < until)) {
        memcpy(copy, in, count * 2);
        double began = now();
        for (size_t k = 0; k < frames; k++) {
            int answer = d->judge(k, copy + k * n, n);
            if (answer < 0) fail("no answer");
            speech += answer;
        }
        times[passes++] = (now() - began) / frames;
    }
    qsort(times, passes, sizeof *times, by_size);
    printf("%.1f %.3f\n", times[passes / 2], (double)speech / frames / passes);
    return 0;
}

int main(int c, char **v) {
    if (c == 6 && !strcmp(v[1], "time")) return measure(v + 2);
    if (c == 2 && !strcmp(v[1], "list")) {
        for (size_t i = 0; i < COUNT; i++) puts(DETECTORS[i].name);
        return 0;
    }
    fprintf(stderr, "usage: peers list | time NAME HZ IN SECONDS\n");
    return 2;
}
