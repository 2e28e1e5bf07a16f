// CAMB's live transcription: node camb-listen.js URL MODE WAV1 "its words" WAV2 "its words"
//   sample    as the vendor's sample program: 100 ms at a time, KeepAlive, CloseStream, and reads until the close
//   sdk       as the vendor's TypeScript SDK: waits for Ready, and closes in the same breath as it says CloseStream
//   stereo    as sample, with two channels
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import { expect, giveUpAfter, samplesOf, silence } from "./speech.js";

const [url, mode, first, firstWords, second, secondWords] = process.argv.slice(2);
const channels = mode === "stereo" ? 2 : 1;
const chunkBytes = 3200 * channels;
giveUpAfter(60);

/** Each sample on every channel. */
function interleaved(samples) {
  const all = Buffer.alloc(samples.length * channels);
  for (let at = 0; at < samples.length; at += 2) {
    for (let channel = 0; channel < channels; channel++) {
      samples.copy(all, at * channels + channel * 2, at, at + 2);
    }
  }
  return all;
}

const query = new URLSearchParams({ model: "boli-v5", language: "en-us", encoding: "linear16", sample_rate: 16000, channels });
const socket = new WebSocket(`${url}?${query}`, { headers: { "x-api-key": "sk_newcomer" } });
const messages = [];
let isReady = () => {};
const ready = new Promise((resolve) => (isReady = resolve));
socket.on("message", (data, isBinary) => {
  expect(!isBinary, "text messages alone", data.length);
  const message = JSON.parse(data.toString());
  messages.push(message);
  if (message.type === "Ready") {
    isReady();
  }
});
const closed = once(socket, "close");
await once(socket, "open");
if (mode === "sdk") {
  await ready;
}

// The second one ends where the service still waits for its pause.
const audio = interleaved(Buffer.concat([silence(0.5), samplesOf(first), silence(1.2), samplesOf(second), silence(0.1)]));
const began = Date.now();
for (let at = 0; at < audio.length; at += chunkBytes) {
  const chunk = audio.subarray(at, at + chunkBytes);
  socket.send(chunk);
  await sleep(Math.max(0, began + ((at + chunk.length) * 100) / chunkBytes - Date.now()));
}
if (mode !== "sdk") {
  socket.send(JSON.stringify({ type: "KeepAlive" }));
}
socket.send(JSON.stringify({ type: "CloseStream" }));
if (mode === "sdk") {
  socket.close(1000);
}
const [code, reason] = await closed;

const guess = (message) => message.channel.alternatives[0];
const results = messages.filter((message) => message.type === "Results");
const finals = results.filter((message) => message.is_final && guess(message).transcript);
console.log(`${mode}: ${finals.map((message) => guess(message).transcript).join(" | ")}`);
expect(messages[0].type === "Ready" && messages.filter((m) => m.type === "Ready").length === 1, "one Ready, first", messages[0]);
expect(
  JSON.stringify(finals.map((message) => guess(message).transcript)) === JSON.stringify([firstWords, secondWords]),
  `the utterances "${firstWords}" and "${secondWords}"`,
  finals,
);
expect(finals.every((m) => guess(m).words.length === guess(m).transcript.split(" ").length), "words on finals", finals);
expect(finals.flatMap((m) => guess(m).words).every((w) => w.start >= 0.4 && w.end > w.start && w.confidence >= 0), "times of the words", finals);
// A short word may have none.
let sofar = "";
for (const message of results) {
  const text = guess(message).transcript;
  expect(message.is_final || text.startsWith(sofar), "interims that add whole words to the one before", results);
  sofar = message.is_final ? "" : text;
}
expect(messages.filter((m) => m.type === "UtteranceEnd").every((m) => m.last_word_end > 0.4), "ends of utterances with their times", messages);
expect(code === 1000 && reason.length === 0, "close 1000 without a reason", code);
