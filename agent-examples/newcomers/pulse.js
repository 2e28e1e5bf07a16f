// What the programs for Smallest Pulse share: an open socket, and the messages in the order in which they came.
import { once } from "node:events";
import WebSocket from "ws";
import { expect } from "./speech.js";

export async function connect(url, parameters) {
  const query = new URLSearchParams({ model: "pulse", language: "en", sample_rate: "16000", encoding: "linear16", ...parameters });
  const socket = new WebSocket(`${url}?${query}`, { headers: { Authorization: "Bearer sk_newcomer" } });
  const messages = [];
  let wake = () => {};
  socket.on("message", (data, isBinary) => {
    expect(!isBinary, "text messages alone", data.length);
    messages.push(JSON.parse(data.toString()));
    wake();
  });
  let open = true;
  const closed = once(socket, "close").then(([code]) => {
    open = false;
    wake();
    return code;
  });
  await once(socket, "open");
  return {
    messages,
    closed,
    send: (audio) => socket.send(audio),
    control: (type) => socket.send(JSON.stringify({ type })),
    /** The first such message from that position on. */
    async next(from, wanted) {
      for (;;) {
        const found = messages.slice(from).find(wanted);
        if (found) {
          return found;
        }
        expect(open, "an answer before the connection ends", messages);
        await new Promise((resolve) => (wake = resolve));
      }
    },
  };
}

export const isFinal = (message) => message.type === "transcription" && message.is_final === true;

export const text = (finals) =>
  finals.map((message) => message.transcript.trim()).filter(Boolean).join(" ");
