// AssemblyAI's own SDK: ForceEndpoint and Terminate; it takes wss alone: NODE_EXTRA_CA_CERTS=CERT node assemblyai-sdk.js URL WAV1 "its words" WAV2 "its words"
import { AssemblyAI } from "assemblyai";
import { expect, giveUpAfter, samplesOf, silence, stream } from "./speech.js";

const [url, first, firstWords, second, secondWords] = process.argv.slice(2);
giveUpAfter(60);
const client = new AssemblyAI({ apiKey: "sk_newcomer" });
const transcriber = client.streaming.transcriber({
  websocketBaseUrl: url,
  sampleRate: 16_000,
  speechModel: "universal-streaming-english",
  minTurnSilence: 5_000,
  maxTurnSilence: 5_000,
});
const turns = [];
let wake = () => {};
transcriber.on("turn", (turn) => {
  turns.push(turn);
  wake();
});
transcriber.on("error", (error) => expect(false, "no error", String(error)));
const ends = () => turns.filter((turn) => turn.end_of_turn && turn.transcript);
const spoken = () => ends().map((turn) => turn.transcript).join(" ");

const begin = await transcriber.connect();
// Waited for one second, and twice more: a server that has just started is slow at its first handshake.
expect(begin.type === "Begin" && begin.id && begin.expires_at > Date.now() / 1000, "Begin", begin);

await stream(Buffer.concat([silence(0.5), samplesOf(first), silence(0.3)]), (chunk) => transcriber.sendAudio(padded(chunk)));
transcriber.forceEndpoint();
while (ends().length === 0) {
  await new Promise((resolve) => (wake = resolve));
}
console.log(`after ForceEndpoint: ${spoken()}`);
expect(spoken() === firstWords, `the words "${firstWords}" after ForceEndpoint`, turns);

await stream(Buffer.concat([silence(0.5), samplesOf(second), silence(0.2)]), (chunk) => transcriber.sendAudio(padded(chunk)));
await transcriber.close(true); // waits for Termination
console.log(`after Terminate: ${spoken()}`);
expect(spoken() === `${firstWords} ${secondWords}`, `the words "${firstWords} ${secondWords}"`, turns);
expect(ends().every((turn, i) => turn.turn_order === i), "turns numbered from zero", ends());
process.exit(0);

/** The service takes no message of less than 50 ms. */
function padded(chunk) {
  return chunk.length < 1600 ? Buffer.concat([chunk, Buffer.alloc(1600 - chunk.length)]) : Buffer.from(chunk);
}
