// The vendor's Node sample of Lightning's time: 4,096 bytes every 50 ms, then end, and a close of its own after the last message: node smallest-lightning.js file URL WAV "its words"
// And the end of its microphone sample, which says end and closes at once: node smallest-lightning.js microphone URL WAV "its words"
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import { expect, giveUpAfter, samplesOf, silence } from "./speech.js";

const [mode, address, wav, words] = process.argv.slice(2);
giveUpAfter(60);
const url = new URL(address);
for (const [name, value] of Object.entries({ language: "en", encoding: "linear16", sample_rate: "16000", word_timestamps: "true" })) {
  url.searchParams.append(name, value);
}
const socket = new WebSocket(url.toString(), { headers: { Authorization: "Bearer sk_newcomer" } });
const messages = [];
let wake = () => {};
socket.on("message", (data) => {
  const message = JSON.parse(data.toString());
  messages.push(message);
  console.log(message.is_final ? `final: ${message.transcript} (${message.full_transcript})` : `partial: ${message.transcript}`);
  if (message.is_last) {
    socket.close();
  }
  wake();
});
socket.on("error", (error) => expect(false, "no error", error.message));
const closed = once(socket, "close").then(([code]) => code);
await once(socket, "open");

const stream = async (samples) => {
  for (let at = 0; at < samples.length; at += 4096) {
    socket.send(samples.subarray(at, at + 4096));
    await sleep(50);
  }
};
const finals = () => messages.filter((message) => message.is_final);
const spoken = () => finals().map((message) => message.transcript).filter(Boolean).join(" ");

if (mode === "file") {
  await stream(Buffer.concat([silence(0.5), samplesOf(wav), silence(1.5), samplesOf(wav)]));
  socket.send(JSON.stringify({ type: "end" }));
  const code = await closed;
  const last = messages.at(-1);
  expect(spoken() === `${words} ${words}`, `the words "${words}" twice`, messages);
  expect(finals().length === 2, "a final after the pause, and the last", finals());
  expect(last.is_last && last.full_transcript === `${words} ${words}`, "the full transcript in the last message", last);
  expect(messages.filter((message) => message.is_last).length === 1, "one is_last", messages);
  expect(messages.every((message) => message.type === undefined && message.session_id === last.session_id), "one session_id, and no type", messages);
  expect(finals().flatMap((message) => message.word_timestamps).every((word) => word.end > word.start), "times of the words", finals());
  expect(code === 1005, "the client's own close, which has no number", code);
} else {
  await stream(Buffer.concat([silence(0.5), samplesOf(wav), silence(1.5)]));
  while (finals().length === 0) {
    await new Promise((resolve) => (wake = resolve));
  }
  expect(spoken() === words, `the words "${words}" before the end`, messages);
  await stream(samplesOf(wav));
  socket.send(JSON.stringify({ type: "end" }));
  socket.close();
  const code = await closed;
  expect(code === 1005, "a closing handshake in order", code);
  expect(spoken() === words || spoken() === `${words} ${words}`, "no more than was said", messages);
}
process.exit(0);
