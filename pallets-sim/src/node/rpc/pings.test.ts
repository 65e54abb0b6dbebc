import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Pings } from './pings.ts';

/** A client that reads nothing, the server's end of its connection, and questions to it. */
async function connection() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const accepted = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const [socket] = (await accepted) as [WebSocket];
  if (client.readyState !== client.OPEN) await once(client, 'open');
  client.pause();
  const pings = new Pings();
  socket.on('pong', () => pings.heard(socket));
  return {
    ...{ client, socket },
    ask: () => pings.ask([socket]),
    isCutOff: () => socket.readyState !== socket.OPEN,
    [Symbol.asyncDispose]: async () => {
      client.terminate();
      socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

it('a client is cut off that has not answered until it is asked again', async () => {
  await using silent = await connection();
  silent.ask();
  expect(silent.isCutOff()).toBe(false);
  silent.ask();
  expect(silent.isCutOff()).toBe(true);
});

it('a client that answers is not cut off', async () => {
  await using reader = await connection();
  reader.client.resume();
  for (let time = 0; time < 3; time++) {
    const answered = once(reader.socket, 'pong');
    reader.ask();
    await answered;
  }
  expect(reader.isCutOff()).toBe(false);
});

it('a client that has much to read before the question has time for it, and answers then', async () => {
  await using slow = await connection();
  slow.socket.send(new Uint8Array(64 << 20)); // more than any buffer on the way holds
  for (let time = 0; time < 32; time++) slow.ask();
  expect(slow.isCutOff()).toBe(false);
  const answered = once(slow.socket, 'pong');
  slow.client.resume();
  await answered;
  slow.ask();
  expect(slow.isCutOff()).toBe(false);
});

it('a client that never reads what it has asked for is cut off in the end', async () => {
  await using silent = await connection();
  silent.socket.send(new Uint8Array(64 << 20));
  for (let time = 0; time < 34; time++) silent.ask();
  expect(silent.isCutOff()).toBe(true);
});
