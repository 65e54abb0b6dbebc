import { createServer, connect as dial, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a node that can fall silent with its connections left open, as when a cable is pulled. */
export interface MuteProxy {
  readonly url: string;
  /** Connections taken so far. */
  taken(): number;
  /** Passes nothing on any more over the connections there are; new ones work. */
  mute(): void;
}

export async function startMuteProxy(target: string): Promise<MuteProxy> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  let taken = 0;
  const server = createServer((near) => {
    taken++;
    const far = dial(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  onTestFinished(() => {
    for (const end of ends) end.destroy();
    server.close();
  });
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    taken: () => taken,
    mute: () => {
      for (const end of ends) end.unpipe();
      for (const end of ends) end.resume();
    },
  };
}
