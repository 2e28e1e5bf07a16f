// One stream: a WebSocket, the service's messages as text, and why it ended, in words.

const LONGEST_WAIT = 10_000;
const LONGEST_READY = 10_000;
const MOST_WAITING = 1 << 20;

const CLOSES = {
  1001: "the service went away",
  1002: "the other side broke the protocol",
  1006: "the connection broke",
  1007: "the other side could not read a message",
  1008: "the service refused what was sent",
  1009: "a message was too long",
  1011: "the service failed",
  1013: "the service is busy; try again later",
};

/**
 * @param told has interim(text), final(text) and problem(text)
 * @return ready, a promise that fails where the stream cannot be opened; send(bytes); waiting(), whether the network is behind; end(); closed, a promise
 */
export function openStream(service, key, rate, told) {
  const address = new URL(service.path, location.href);
  address.search = new URLSearchParams(service.parameters(rate));
  if (key && service.keyParameter) {
    address.searchParams.set(service.keyParameter, key);
  }
  const asked = new URL(address);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const socket = connect(address, key && service.subprotocols ? service.subprotocols(key) : []);
  socket.binaryType = "arraybuffer";

  let opened = false;
  let ended = false;
  let last = false;
  let open = "";
  let listening = false;
  let timer;
  let listens;
  let fails;
  const ready = new Promise((resolve, reject) => {
    listens = () => {
      if (!listening) {
        listening = true;
        clearTimeout(timer);
        resolve();
      }
    };
    fails = reject;
  });
  ready.catch(() => {}); // whoever waits for it is told all the same

  const final = (text) => {
    open = "";
    told.interim("");
    if (text.trim()) {
      told.final(text.trim());
    }
  };
  const giveUpAfter = (millis, what) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      told.problem(what);
      fails(new Error(what));
      socket.close(1000);
    }, millis);
  };

  socket.onopen = () => {
    opened = true;
    if (service.greets) {
      giveUpAfter(LONGEST_READY, "The service did not say that it listens.");
    } else {
      listens();
    }
  };
  socket.onmessage = ({ data }) => {
    const message = typeof data === "string" ? parsed(data) : null;
    if (message === null) {
      told.problem("The service sent something that is no message of its protocol.");
      return;
    }
    const said = service.read(message);
    if (said.ready || said.interim !== undefined || said.final !== undefined) {
      listens(); // who has text for us has been listening
    }
    if (said.problem !== undefined) {
      told.problem(`The service says: ${said.problem}`);
    }
    if (said.interim !== undefined) {
      open = said.interim;
      told.interim(open);
    }
    if (said.final !== undefined) {
      final(said.final);
    }
    if (said.last) {
      last = true;
      if (service.closesItself) {
        socket.close(1000);
      }
    }
  };
  const closed = new Promise((resolve) => {
    socket.onclose = async ({ code, reason }) => {
      clearTimeout(timer);
      if (!opened) {
        const why = await refusal(asked, key, service);
        told.problem(why);
        fails(new Error(why));
      } else if (!(ended || last) || code !== 1000) {
        const why = `The connection ended early: ${CLOSES[code] ?? "for a reason of the service's own"} (${code}${reason ? `, ${reason}` : ""}).`;
        told.problem(why);
        fails(new Error(why));
      }
      final(open); // nothing that was heard is lost
      resolve();
    };
  });

  return {
    ready,
    closed,
    send(bytes) {
      if (socket.readyState === WebSocket.OPEN && !ended) {
        socket.send(bytes);
      }
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    waiting: () => socket.bufferedAmount > MOST_WAITING,
    end() {
      if (socket.readyState === WebSocket.OPEN && !ended) {
        ended = true;
        socket.send(JSON.stringify(service.end));
        giveUpAfter(LONGEST_WAIT, "The service did not end the stream; its last words may be missing.");
      } else if (!ended) {
        socket.close();
      }
    },
  };
}

/** What a browser says of a subprotocol that it does not take repeats it, and it is the key. */
function connect(address, subprotocols) {
  try {
    return new WebSocket(address, subprotocols);
  } catch {
    throw new Error("The key has characters that cannot be sent.");
  }
}

function parsed(text) {
  try {
    const message = JSON.parse(text);
    return message !== null && typeof message === "object" && !Array.isArray(message) ? message : null;
  } catch {
    return null;
  }
}

/** A browser does not tell why an upgrade was refused; the same address asked without one does. */
async function refusal(address, key, service) {
  try {
    const headers = key && service.authorization ? { Authorization: service.authorization(key) } : {};
    const response = await fetch(address, { headers, cache: "no-store", signal: AbortSignal.timeout(3_000) });
    if (response.status !== 426) {
      const body = parsed(await response.text()) ?? {};
      const said = body.message ?? body.err_msg ?? body.error?.message ?? response.statusText;
      return `The server refused the connection (HTTP ${response.status}): ${said}`;
    }
  } catch {
    return "The server cannot be reached.";
  }
  return "The server did not accept the connection, and does not say why.";
}
