// The WebSocket of a plan: hands on the server's messages, and comes back by itself when the connection is lost.

const LONGEST_WAIT = 10_000;

export class Live {
  #socket = null;
  #failures = 0;
  #late = null;
  #ended = false;
  #address;
  #on;

  /// `address()` gives the URL for each (re)connection; `on` has `message(data)`, `gone()` and `back()`.
  constructor(address, on) {
    this.#address = address;
    this.#on = on;
    this.#connect();
  }

  /// Tells the server what to show; while not connected, the next connection's address does, or its first message.
  show(view) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ show: view }));
    else this.#late = view;
  }

  /// Ends for good, without a word.
  close() {
    this.#ended = true;
    this.#socket.close();
  }

  #connect() {
    this.#late = null;
    this.#socket = new WebSocket(this.#address());
    this.#socket.onopen = () => {
      this.#failures = 0;
      this.#on.back();
      if (this.#late) this.show(this.#late);
    };
    this.#socket.onmessage = (event) => this.#on.message(JSON.parse(event.data));
    this.#socket.onclose = () => this.#retry();
  }

  #retry() {
    if (this.#ended) return;
    this.#failures += 1;
    // The first close may be a hiccup; a reconnection that failed too means that the program has ended.
    if (this.#failures > 1) this.#on.gone();
    setTimeout(() => { if (!this.#ended) this.#connect(); }, Math.min(250 * 2 ** this.#failures, LONGEST_WAIT));
  }
}
