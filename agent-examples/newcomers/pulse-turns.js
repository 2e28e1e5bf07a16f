// Two turns of one call, each ended by finalize: node pulse-turns.js URL WAV1 "its words" WAV2 "its words"
import { connect, isFinal, text } from "./pulse.js";
import { expect, giveUpAfter, samplesOf, silence, stream } from "./speech.js";

const [url, ...turns] = process.argv.slice(2);
giveUpAfter(60);
// No final but those asked for.
const pulse = await connect(url, { endpointing: "false", finalize_on_words: "false" });
for (let i = 0; i < turns.length; i += 2) {
  const from = pulse.messages.length;
  await stream(Buffer.concat([silence(0.5), samplesOf(turns[i]), silence(0.3)]), pulse.send);
  pulse.control("finalize");
  const answer = await pulse.next(from, isFinal);
  console.log(`turn: ${text([answer])}`);
  expect(text([answer]) === turns[i + 1], `the words "${turns[i + 1]}" after finalize`, answer);
  expect(answer.is_last === false, "no is_last before close_stream", answer);
}
pulse.control("close_stream");
const code = await pulse.closed;
const finals = pulse.messages.filter(isFinal);
expect(pulse.messages.at(-1).is_last === true, "is_last after close_stream", pulse.messages.at(-1));
expect(finals.length === turns.length / 2 + 1, "one final for each finalize, and the last", finals);
expect(code === 1000, "close 1000 after is_last", code);
