// Sound as 16-bit samples: of a file, as fast as a service takes it, or of the microphone, as it comes.

export const RATE = 16_000;

const CHUNK_BYTES = 4_096;
const CHUNK_MILLIS = 50;
const MOST_FILE_BYTES = 64 << 20;
const LONGEST_SECONDS = 30 * 60;

/** Whatever the browser can decode, as one channel at the rate that services take. */
export async function samplesOf(file) {
  if (file.size > MOST_FILE_BYTES) {
    throw new Error(`${file.name} is too long for a page: more than ${MOST_FILE_BYTES >> 20} MiB.`);
  }
  let decoded;
  try {
    decoded = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await file.arrayBuffer());
  } catch {
    throw new Error(`${file.name} is no audio that this browser can decode.`);
  }
  if (decoded.length === 0 || decoded.duration > LONGEST_SECONDS) {
    throw new Error(`${file.name} ${decoded.length === 0 ? "holds no audio" : "is longer than half an hour"}.`);
  }
  const mix = new OfflineAudioContext(1, Math.ceil(decoded.duration * RATE), RATE);
  const source = mix.createBufferSource();
  source.buffer = decoded;
  source.connect(mix.destination);
  source.start();
  return asPcm((await mix.startRendering()).getChannelData(0));
}

function asPcm(floats) {
  const pcm = new Int16Array(floats.length);
  for (let i = 0; i < floats.length; i++) {
    pcm[i] = Math.max(-32_768, Math.min(32_767, Math.round(floats[i] * 32_768)));
  }
  return pcm;
}

/** In chunks, two and a half times as fast as it was spoken; waits where the network is behind, and stops where the stream has ended. */
export async function streamSamples(pcm, stream, progress) {
  const bytes = new Uint8Array(pcm.buffer);
  for (let at = 0; at < bytes.length && stream.isOpen(); ) {
    if (!stream.waiting()) {
      stream.send(bytes.subarray(at, at + CHUNK_BYTES));
      at += CHUNK_BYTES;
      progress(Math.min(1, at / bytes.length));
    }
    await new Promise((resolve) => setTimeout(resolve, CHUNK_MILLIS));
  }
}

/** The microphone at the rate that services take, or at its own where the browser does not convert. */
export async function openMicrophone() {
  if (!navigator.mediaDevices) {
    throw new Error("The browser gives a microphone to pages of this machine or over https only.");
  }
  let media;
  try {
    media = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch (e) {
    throw new Error(e.name === "NotAllowedError" ? "The microphone was not allowed." : `There is no microphone: ${e.message}`);
  }
  try {
    let context = new AudioContext({ sampleRate: RATE });
    let source;
    try {
      source = context.createMediaStreamSource(media);
    } catch {
      await context.close();
      context = new AudioContext();
      source = context.createMediaStreamSource(media);
    }
    await context.audioWorklet.addModule("microphone.js");
    const worklet = new AudioWorkletNode(context, "microphone", { channelCount: 1, channelCountMode: "explicit" });
    return new Microphone(media, context, source, worklet);
  } catch (e) {
    media.getTracks().forEach((track) => track.stop());
    throw e;
  }
}

class Microphone {
  constructor(media, context, source, worklet) {
    this.media = media;
    this.context = context;
    this.source = source;
    this.worklet = worklet;
    this.rate = context.sampleRate;
    this.stopped = false;
  }

  /** @param hear takes the bytes of 16-bit samples, and how loud they are, 0 to 1 */
  async start(hear) {
    this.worklet.port.onmessage = ({ data }) => (data.rest ? this.rested?.() : hear(data.samples, data.peak));
    this.source.connect(this.worklet);
    this.worklet.connect(this.context.destination); // silence: what leads nowhere is not played, and so not heard
    await this.context.resume();
  }

  /** Returns when the last samples have been heard. */
  async stop() {
    if (this.stopped) {
      return;
    }
    this.stopped = true;
    const rest = new Promise((resolve) => (this.rested = resolve));
    this.worklet.port.postMessage("stop");
    await Promise.race([rest, new Promise((resolve) => setTimeout(resolve, 500))]);
    this.media.getTracks().forEach((track) => track.stop());
    await this.context.close();
  }
}
