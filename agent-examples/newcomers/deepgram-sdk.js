// Deepgram's own SDK: Finalize, KeepAlive, CloseStream: node deepgram-sdk.js ORIGIN WAV1 "its words" WAV2 "its words"
import { DeepgramClient } from "@deepgram/sdk";
import { expect, giveUpAfter, samplesOf, silence, stream } from "./speech.js";

const [origin, first, firstWords, second, secondWords] = process.argv.slice(2);
giveUpAfter(60);
const client = new DeepgramClient({ apiKey: "sk_newcomer", baseUrl: origin });
const socket = await client.listen.v1.connect({
  model: "nova-3",
  encoding: "linear16",
  sample_rate: "16000",
  interim_results: "true",
  endpointing: "false",
  reconnectAttempts: 0,
});
const messages = [];
let wake = () => {};
socket.on("message", (message) => {
  messages.push(message);
  wake();
});
socket.on("error", (error) => expect(false, "no error", String(error)));
let open = true;
const closed = new Promise((resolve) =>
  socket.on("close", (event) => {
    open = false;
    wake();
    resolve(event.code);
  }),
);
socket.connect();
await socket.waitForOpen();

const transcript = (message) => message.channel.alternatives[0].transcript;
const isFinal = (message) => message.type === "Results" && message.is_final;
const spoken = () => messages.filter(isFinal).map(transcript).filter(Boolean).join(" ");

await stream(Buffer.concat([silence(0.5), samplesOf(first), silence(0.3)]), (chunk) => socket.sendMedia(chunk));
socket.sendFinalize({ type: "Finalize" });
while (!messages.some((message) => isFinal(message) && message.from_finalize)) {
  expect(open, "an answer to Finalize before the connection ends", messages);
  await new Promise((resolve) => (wake = resolve));
}
console.log(`after Finalize: ${spoken()}`);
expect(spoken() === firstWords, `the words "${firstWords}" after Finalize`, messages);

socket.sendKeepAlive({ type: "KeepAlive" });
await stream(Buffer.concat([silence(0.5), samplesOf(second), silence(0.1)]), (chunk) => socket.sendMedia(chunk));
socket.sendCloseStream({ type: "CloseStream" });
const code = await closed;
console.log(`after CloseStream: ${spoken()}`);
expect(spoken() === `${firstWords} ${secondWords}`, `the words "${firstWords} ${secondWords}"`, messages);
const last = messages.at(-1);
expect(last.type === "Metadata" && last.duration > 1 && last.channels === 1, "Metadata at the end", last);
expect(messages.filter((message) => message.type === "Metadata").length === 1, "one Metadata", messages);
expect(code === 1000, "close 1000 after Metadata", code);
process.exit(0);
