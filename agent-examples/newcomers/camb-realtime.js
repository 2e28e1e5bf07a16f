// Translates a recording from file to file, as the vendor's page does it: node camb-realtime.js URL KEY WAV "said" "translated"
// Once as servers have called things since August 2026, once as before.
import WebSocket from "ws";
import { expect, giveUpAfter, samplesOf, silence } from "./speech.js";

const RATE = 24_000;
const CHUNK = (RATE / 10) * 2;
const [url, key, wav, said, translated] = process.argv.slice(2);
giveUpAfter(90);

/** From the recordings' 16 kHz to the 24 kHz that the service wants: straight lines between the samples will do for a recogniser. */
function at24kHz(samples) {
  const count = Math.floor(samples.length / 2);
  const out = Buffer.alloc(Math.floor((count * 3) / 2) * 2);
  for (let i = 0; i < out.length / 2; i++) {
    const at = (i * 2) / 3;
    const left = Math.floor(at);
    const first = samples.readInt16LE(left * 2);
    const second = left + 1 < count ? samples.readInt16LE((left + 1) * 2) : first;
    out.writeInt16LE(Math.round(first + (second - first) * (at - left)), i * 2);
  }
  return out;
}

async function translate(selector, value) {
  const socket = new WebSocket(`${url}?${selector}=${value}`);
  const messages = [];
  const audio = [];
  const closed = new Promise((resolve) => socket.on("close", resolve));
  const waiting = [];
  const of = (type) =>
    new Promise((resolve) => {
      const there = messages.find((m) => m.type === type);
      there ? resolve(there) : waiting.push({ type, resolve });
    });
  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      audio.push(data);
      return;
    }
    const message = JSON.parse(data);
    messages.push(message);
    if (message.type === "response.audio.delta") {
      audio.push(Buffer.from(message.delta, "base64"));
    }
    waiting.filter((each) => each.type === message.type).forEach((each) => each.resolve(message));
  });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));

  socket.send(
    JSON.stringify({
      type: "session.update",
      session: {
        [selector]: value,
        source_language: "en-us",
        target_language: "de-de",
        output_modalities: ["text", "audio"],
      },
      auth: { api_key: key },
    }),
  );
  const created = await of("session.created");
  const done = of("response.audio.done");
  const speech = at24kHz(Buffer.concat([silence(0.5), samplesOf(wav), silence(1.5)]));
  for (let at = 0; at < speech.length; at += CHUNK) {
    const chunk = speech.subarray(at, at + CHUNK);
    socket.send(JSON.stringify({ type: "input_audio_buffer.append", audio: chunk.toString("base64") }));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await done;
  socket.close(1000);
  const code = await closed;

  const pcm = Buffer.concat(audio);
  const text = messages.filter((m) => m.type === "response.text.done").map((m) => m.text).join(" ");
  const heard = messages
    .filter((m) => m.type === "conversation.item.input_audio_transcription.completed")
    .map((m) => m.transcript)
    .join(" ");
  const deltas = messages.filter((m) => m.type === "response.text.delta").map((m) => m.delta).join("");
  let loudest = 0;
  for (let at = 0; at + 1 < pcm.length; at += 2) {
    loudest = Math.max(loudest, Math.abs(pcm.readInt16LE(at)));
  }
  console.log(`translated (${selector}=${value}): ${text}, ${(pcm.length / RATE / 2).toFixed(1)} s`);
  expect(created.session[selector] === value, `${selector} ${value} in session.created`, created);
  expect(created.session.model && created.session.mode, "both names in session.created", created);
  expect(heard === said, `"${said}" heard`, messages);
  expect(text === translated && deltas === translated, `the words "${translated}"`, messages);
  expect(pcm.length % 2 === 0 && pcm.length > RATE * 2 * 0.3 && loudest > 2_000, "speech that can be heard", {
    bytes: pcm.length,
    loudest,
  });
  expect(!messages.some((m) => m.type === "error"), "no error", messages);
  expect(code === 1000, "close 1000", code);
}

await translate("mode", "fast");
await translate("model", "iris");
