// What the vendor's browser samples do, as code of a page; each is handed to the browser as it stands here, and so stands alone.

/** A file input whose file is sent as it is, header and all, 4,096 bytes every 50 ms; then the end, and a close once the last message has come. */
export function fileSample(address) {
  const seen = (globalThis.vendors = { transcript: "", partials: [], complete: false, closed: undefined });
  const query = { language: "en", encoding: "linear16", sample_rate: "16000", word_timestamps: "true" };

  async function transcribe(file) {
    const url = new URL(address);
    Object.entries(query).forEach(([name, value]) => url.searchParams.append(name, value));
    const socket = new WebSocket(url.toString());
    socket.onopen = async () => {
      const content = await file.arrayBuffer();
      let from = 0;
      const next = () => {
        if (from >= content.byteLength) {
          socket.send(JSON.stringify({ type: "end" }));
          return;
        }
        socket.send(content.slice(from, from + 4096));
        from += 4096;
        setTimeout(next, 50);
      };
      next();
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.is_final) {
        seen.transcript = message.full_transcript;
      } else {
        seen.partials.push(message.transcript);
      }
      if (message.is_last) {
        seen.complete = true;
        socket.close();
      }
    };
    socket.onclose = ({ code }) => (seen.closed = code);
  }

  const input = document.createElement("input");
  input.type = "file";
  input.id = "vendorsFile";
  input.addEventListener("change", () => transcribe(input.files[0]));
  document.body.append(input);
}

/** The microphone through a ScriptProcessor; when it is stopped, the end and the close at once, without waiting for an answer. */
export async function microphoneSample(address) {
  const seen = (globalThis.vendors = { transcript: "", closed: undefined, stop: undefined });
  const media = await navigator.mediaDevices.getUserMedia({ audio: true });
  const context = new AudioContext({ sampleRate: 16000 });
  const source = context.createMediaStreamSource(media);
  const processor = context.createScriptProcessor(4096, 1, 1);
  const url = new URL(address);
  Object.entries({ language: "en", encoding: "linear16", sample_rate: "16000" }).forEach(([name, value]) =>
    url.searchParams.append(name, value));
  const socket = new WebSocket(url.toString());
  socket.onopen = () => {
    processor.onaudioprocess = ({ inputBuffer }) => {
      const samples = Int16Array.from(inputBuffer.getChannelData(0), (sample) => Math.max(-32768, Math.min(32767, sample * 32768)));
      socket.send(samples.buffer);
    };
    source.connect(processor);
    processor.connect(context.destination);
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.is_final) {
      seen.transcript = message.full_transcript;
    }
  };
  socket.onclose = ({ code }) => (seen.closed = code);
  seen.stop = () => {
    processor.disconnect();
    source.disconnect();
    media.getTracks().forEach((track) => track.stop());
    socket.send(JSON.stringify({ type: "end" }));
    socket.close();
  };
}
