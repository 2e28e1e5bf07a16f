// Recorded speech as raw 16 kHz, 16-bit, mono samples, and how to send it at the speed at which it was spoken.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const BYTES_PER_SECOND = 32_000;

/** The samples of a WAV file. */
export function samplesOf(file) {
  const wav = readFileSync(file);
  let at = 12;
  while (wav.toString("ascii", at, at + 4) !== "data") {
    at += 8 + wav.readUInt32LE(at + 4);
  }
  return wav.subarray(at + 8, at + 8 + wav.readUInt32LE(at + 4));
}

export function silence(seconds) {
  return Buffer.alloc(seconds * BYTES_PER_SECOND);
}

/** Calls send with 4,096 bytes at a time, in real time. */
export async function stream(samples, send) {
  for (let at = 0; at < samples.length; at += 4096) {
    const chunk = samples.subarray(at, at + 4096);
    send(chunk);
    await sleep((chunk.length * 1000) / BYTES_PER_SECOND);
  }
}

/** Ends the program with 1, saying what was promised and not kept. */
export function expect(kept, promise, seen) {
  if (!kept) {
    console.error(`not kept: ${promise}; seen: ${JSON.stringify(seen)}`);
    process.exit(1);
  }
}

/** Whoever waits for longer than this waits in vain. */
export function giveUpAfter(seconds) {
  setTimeout(() => expect(false, `an end within ${seconds} s`, null), seconds * 1000).unref();
}
