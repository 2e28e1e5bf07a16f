// Deepgram's own SDK and Flux, which ends turns by itself: Configure, CloseStream: node deepgram-flux-sdk.js ORIGIN WAV1 "its words" WAV2 "its words"
import { DeepgramClient } from "@deepgram/sdk";
import { expect, giveUpAfter, samplesOf, silence, stream } from "./speech.js";

const [origin, first, firstWords, second, secondWords] = process.argv.slice(2);
giveUpAfter(60);
const client = new DeepgramClient({ apiKey: "sk_newcomer", baseUrl: origin });
const socket = await client.listen.v2.connect({
  model: "flux-general-en",
  encoding: "linear16",
  sample_rate: "16000",
  eot_threshold: "0.6",
  eager_eot_threshold: "0.4",
  reconnectAttempts: 0,
});
const messages = [];
socket.on("message", (message) => messages.push(message));
socket.on("error", (error) => expect(false, "no error", String(error)));
const closed = new Promise((resolve) => socket.on("close", (event) => resolve(event.code)));
socket.connect();
await socket.waitForOpen();

const turns = () => messages.filter((message) => message.type === "TurnInfo");
const ends = () => turns().filter((message) => message.event === "EndOfTurn");
const spoken = () => ends().map((message) => message.transcript).join(" ");

socket.sendConfigure({ type: "Configure", thresholds: { eot_threshold: 0.95 } });
await stream(Buffer.concat([silence(0.5), samplesOf(first), silence(2.2)]), (chunk) => socket.sendMedia(chunk));
console.log(`after a silence: ${spoken()}`);
expect(messages[0].type === "Connected", "Connected at first", messages[0]);
expect(messages.some((message) => message.type === "ConfigureSuccess"), "an answer to Configure", messages);
expect(spoken() === firstWords, `the words "${firstWords}" after a silence`, messages);

await stream(Buffer.concat([samplesOf(second), silence(0.1)]), (chunk) => socket.sendMedia(chunk));
socket.sendCloseStream({ type: "CloseStream" });
const code = await closed;
console.log(`after CloseStream: ${spoken()}`);
expect(spoken() === `${firstWords} ${secondWords}`, `the words "${firstWords} ${secondWords}"`, messages);
expect(ends().every((message, i) => message.turn_index === i && message.trigger === "model"), "turns numbered from zero", ends());
const ofFirst = turns().filter((message) => message.turn_index === 0).map((message) => message.event);
expect(ofFirst[0] === "StartOfTurn" && ofFirst.at(-1) === "EndOfTurn", "a turn that starts and ends", ofFirst);
expect(messages.every((message, i) => message.sequence_id === i), "messages numbered from zero", messages);
expect(code === 1000, "close 1000", code);
process.exit(0);
