// How each service is spoken to. A row says what differs: the parameters, how a key is shown, what ends a stream, and what a message says.
//
// read(message) gives any of: ready, interim (replaces the one before), final, last (nothing follows), problem.

const samples = (rate) => ({ encoding: "linear16", sample_rate: String(rate) });

function smallest(message) {
  const text = message.transcript || message.transcription;
  if (text === undefined || message.status === "error" || message.type === "error") {
    return message.status === "error" || message.type === "error"
      ? { problem: message.message ?? message.error?.message ?? "an error without a text" }
      : flags(message);
  }
  return message.is_final || message.is_last ? { final: text, ...flags(message) } : { interim: text };
}

const flags = (message) => (message.is_last === true ? { last: true } : {});

/** Deepgram's shape, which CAMB has, too. */
function results(message) {
  const text = message.channel?.alternatives?.[0]?.transcript ?? "";
  return message.is_final ? { final: text } : { interim: text };
}

export const SERVICES = [
  {
    protocol: "smallest-lightning",
    name: "Smallest Lightning",
    parameters: (rate) => ({ language: "en", ...samples(rate), word_timestamps: "true" }),
    keyParameter: "token",
    end: { type: "end" },
    closesItself: true,
    read: smallest,
  },
  {
    protocol: "smallest-pulse",
    name: "Smallest Pulse",
    parameters: (rate) => ({ model: "pulse", language: "en", ...samples(rate), finalize_on_words: "false" }),
    keyParameter: "token",
    end: { type: "close_stream" },
    read: smallest,
  },
  {
    protocol: "camb-listen",
    name: "CAMB listen",
    parameters: (rate) => ({ model: "boli-v5", language: "en-us", ...samples(rate), channels: "1" }),
    keyParameter: "x_api_key",
    greets: true,
    end: { type: "CloseStream" },
    read(message) {
      switch (message.type) {
        case "Ready":
          return { ready: true };
        case "Results":
          return results(message);
        case "Error":
          return { problem: message.message ?? message.description ?? "an error without a text" };
        default:
          return {};
      }
    },
  },
  {
    protocol: "deepgram",
    name: "Deepgram listen",
    parameters: (rate) => ({ model: "nova-3", ...samples(rate), interim_results: "true", endpointing: "500" }),
    subprotocols: (key) => ["token", key],
    authorization: (key) => `Token ${key}`,
    end: { type: "CloseStream" },
    read(message) {
      switch (message.type) {
        case "Results":
          return results(message);
        case "Metadata":
          return { last: true };
        case "Error":
          return { problem: message.description ?? message.message ?? "an error without a text" };
        default:
          return {};
      }
    },
  },
];

/** Those that the server speaks, each with its path. */
export function offered(spoken) {
  return SERVICES.flatMap((service) => {
    const found = spoken.find(({ protocol }) => protocol === service.protocol);
    return found ? [{ ...service, path: found.path }] : [];
  });
}
