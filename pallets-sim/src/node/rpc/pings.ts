import type { WebSocket } from 'ws';

/** Asks clients whether they are still there, and cuts off those that do not answer until they are asked again. */
export class Pings {
  readonly #silent = new WeakSet<WebSocket>();

  /** A client has said something. */
  heard(socket: WebSocket): void {
    this.#silent.delete(socket);
  }

  ask(sockets: Iterable<WebSocket>): void {
    for (const socket of sockets) {
      // What is not read has not been heard, either.
      if (socket.isPaused) this.#silent.delete(socket);
      else if (this.#silent.has(socket)) {
        socket.terminate();
      } else {
        this.#silent.add(socket);
        socket.ping();
      }
    }
  }
}
