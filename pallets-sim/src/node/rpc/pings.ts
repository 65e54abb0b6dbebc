import type { WebSocket } from 'ws';

/** Who has so many bytes to read before it comes to a question gets the time until the next one for it: 70 KB/s. */
const READ_MEANWHILE_BYTES = 2 << 20;

/** Asks clients whether they are still there, and cuts off those that do not answer until they are asked again. */
export class Pings {
  /** How many times those that have not answered yet are still passed over. */
  readonly #silent = new WeakMap<WebSocket, number>();

  /** A client has said something. */
  heard(socket: WebSocket): void {
    this.#silent.delete(socket);
  }

  ask(sockets: Iterable<WebSocket>): void {
    for (const socket of sockets) {
      const left = this.#silent.get(socket);
      // What is not read has not been heard, either.
      if (socket.isPaused) this.#silent.delete(socket);
      else if (left === undefined) {
        this.#silent.set(socket, Math.floor(socket.bufferedAmount / READ_MEANWHILE_BYTES));
        socket.ping();
      } else if (left > 0) {
        this.#silent.set(socket, left - 1);
      } else {
        socket.terminate();
      }
    }
  }
}
