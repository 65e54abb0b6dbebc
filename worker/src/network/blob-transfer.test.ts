import { setTimeout as wait } from 'node:timers/promises';
import { lpStream } from '@libp2p/utils';
import { multiaddr } from '@multiformats/multiaddr';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { encode } from 'cborg';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { silentLoggers } from '../log/logger.ts';
import { blobRef, CHUNK_BYTES } from '../storage/blob-ref.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { BlobClient, type PeerSource } from './blob-client.ts';
import { BLOB_PROTOCOL, decodeAnswer, decodeRequest, encodeAnswer } from './blob-frames.ts';
import { serveBlobs } from './blob-server.ts';
import { loadPeerKey } from './identity.ts';
import { dialableAddresses, type PeerNode, startPeerNode } from './peer-node.ts';

const log = silentLoggers('network');
const OWNER = 'task/1/files';
const CHUNKS = 9;
const bytes = Uint8Array.from(
  { length: CHUNKS * CHUNK_BYTES - 1000 },
  (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24,
);

interface Peer {
  readonly node: PeerNode;
  readonly store: BlobStore;
  readonly source: PeerSource;
}

async function peer(name: string, transport = ''): Promise<Peer> {
  const folder = await temporaryFolder();
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  const node = await startPeerNode({
    key: await loadPeerKey(folder),
    listen: [`/ip4/127.0.0.1/tcp/0${transport}`],
  });
  onTestFinished(() => node.stop());
  return { node, store: new BlobStore(database), source: { name, addresses: dialableAddresses(node) } };
}

async function server(name: string, transport?: string): Promise<Peer> {
  const made = await peer(name, transport);
  await made.store.put(OWNER, bytes);
  await serveBlobs({ node: made.node, store: made.store, log });
  return made;
}

type Behaviour = (
  asked: number,
  honest: Uint8Array,
  stop: () => Promise<void>,
) => Uint8Array | Promise<Uint8Array | undefined>;

/** A peer that answers as `behave` says, given the honest answer. */
async function rogue(name: string, behave: Behaviour): Promise<Peer> {
  const made = await peer(name);
  await made.store.put(OWNER, bytes);
  let asked = 0;
  await made.node.handle(BLOB_PROTOCOL, async (stream) => {
    const frames = lpStream(stream);
    try {
      for (;;) {
        const request = decodeRequest((await frames.read()).subarray());
        const proven = (await made.store.chunk(request.ref, request.chunk))!;
        const honest = encodeAnswer({
          id: request.id,
          ok: true,
          chunk: proven.chunk,
          path: [...proven.path],
        });
        const answer = await behave(asked++, honest, () => Promise.resolve(made.node.stop()));
        if (answer === undefined) return;
        await frames.write(answer);
      }
    } catch {
      // The client has hung up, which is what these tests are about.
    }
  });
  return made;
}

const client = ({ node, store }: Peer, timeoutMilliseconds = 3000): BlobClient =>
  new BlobClient({ node, store, log, timeoutMilliseconds });

const ref = blobRef(blobRoot(bytes), bytes.length);
const same = (got: Uint8Array): void => expect(Buffer.compare(got, bytes)).toBe(0);

test('a blob travels between two peers, over TCP and over WebSocket', async () => {
  for (const transport of ['', '/ws']) {
    const [from, to] = [await server('holder', transport), await peer('asker')];
    same(await client(to).fetch(OWNER, ref, [from.source]));
    expect(await to.store.has(ref)).toBe(true);
  }
});

test('a peer that sends a forged chunk is dropped, and the next one serves the rest', async () => {
  const liar = await rogue('liar', (asked, honest) => {
    const answer = honest.slice();
    if (asked >= 2) answer[answer.length >> 1]! ^= 1;
    return answer;
  });
  const [honest, to] = [await server('honest'), await peer('asker')];
  const fetcher = client(to);
  same(await fetcher.fetch(OWNER, ref, [liar.source, honest.source]));
  await to.store.release(OWNER);
  const error = await fetcher.fetch(OWNER, ref, [liar.source]).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'BlobUnavailable' });
});

test('when every peer fails the error says which blob, which peers and why', async () => {
  const liar = await rogue('liar', (_, honest) => {
    const answer = decodeAnswer(honest);
    return encodeAnswer({ ...answer, ok: true, chunk: new Uint8Array(CHUNK_BYTES), path: [] });
  });
  const mute = await rogue('mute', () => new Promise(() => undefined));
  const garbled = await rogue('garbled', () => encode('not a map'));
  const [empty, to] = [await peer('empty'), await peer('asker')];
  await serveBlobs({ node: empty.node, store: empty.store, log });
  const gone: PeerSource = { name: 'gone', addresses: ['/ip4/127.0.0.1/tcp/1'] };
  const all = [liar, mute, garbled, empty].map(({ source }) => source);
  const error = await client(to, 500)
    .fetch(OWNER, ref, [...all, gone])
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'BlobUnavailable',
    details: {
      attempts: [
        { peer: 'liar', code: 'PeerLied' },
        { peer: 'mute', code: 'PeerSilent' },
        { peer: 'garbled', code: 'BadFrame' },
        { peer: 'empty', code: 'BlobNotHeld' },
        { peer: 'gone', code: 'PeerUnreachable' },
      ],
    },
  });
  expect(String(error)).toContain(Buffer.from(ref.root).toString('hex').slice(0, 16));
});

test('a fetch goes on where a killed peer left it', async () => {
  const dying = await rogue('dying', async (asked, honest, stop) => {
    if (asked < 4) return honest;
    await stop();
    return undefined;
  });
  const to = await peer('asker');
  await expect(client(to).fetch(OWNER, ref, [dying.source])).rejects.toMatchObject({
    code: 'BlobUnavailable',
  });
  const missing = await to.store.missing(ref);
  expect(missing.length).toBeGreaterThan(0);
  expect(missing.length).toBeLessThan(CHUNKS);
  let served = 0;
  const second = await rogue('second', (_, honest) => {
    served++;
    return honest;
  });
  same(await client(to).fetch(OWNER, ref, [second.source]));
  expect(served).toBe(missing.length);
});

test('an answer larger than a chunk, and a blob larger than is wanted, are refused', async () => {
  const flood = await rogue('flood', () => new Uint8Array(2 * CHUNK_BYTES));
  const to = await peer('asker');
  const error = await client(to)
    .fetch(OWNER, ref, [flood.source])
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ details: { attempts: [{ peer: 'flood', code: 'PeerLied' }] } });
  const huge = blobRef(ref.root, 2 ** 52);
  await expect(client(to).fetch(OWNER, huge, [])).rejects.toMatchObject({ code: 'BlobTooLarge' });
});

test('a server survives nonsense and claims of other lengths', async () => {
  const [from, to] = [await server('holder'), await peer('asker')];
  const stream = await to.node.dialProtocol(
    from.source.addresses.map((address) => multiaddr(address)),
    BLOB_PROTOCOL,
  );
  const frames = lpStream(stream);
  await frames.write(Uint8Array.of(255, 255, 255));
  await expect(frames.read({ signal: AbortSignal.timeout(3000) })).rejects.toThrow();
  const longer = blobRef(ref.root, bytes.length + 4096);
  await expect(client(to).fetch(OWNER, longer, [from.source])).rejects.toMatchObject({
    details: { attempts: [{ code: 'BlobNotHeld' }] },
  });
  same(await client(to).fetch(OWNER, ref, [from.source]));
});

test('a fetch that is stopped ends at once', async () => {
  const mute = await rogue('mute', () => new Promise(() => undefined));
  const to = await peer('asker');
  const stop = new AbortController();
  const fetched = client(to, 60_000).fetch(OWNER, ref, [mute.source], stop.signal);
  stop.abort();
  await expect(fetched).rejects.toMatchObject({ code: 'Aborted' });
});

test('a peer that serves each chunk just in time, but all of them far too slowly, is left for the next', async () => {
  const slow = await rogue('slow', async (_, honest) => {
    await wait(150);
    return honest;
  });
  const [honest, { node, store }] = [await server('honest'), await peer('asker')];
  const speed = { timeoutMilliseconds: 500, slowestBytesPerSecond: 2 ** 30 };
  const fetcher = new BlobClient({ node, store, log, ...speed });
  const alone = await fetcher.fetch(OWNER, ref, [slow.source]).catch((thrown: unknown) => thrown);
  expect(alone).toMatchObject({ details: { attempts: [{ peer: 'slow', code: 'PeerSilent' }] } });
  const missing = (await store.missing(ref)).length;
  expect(missing).toBeGreaterThan(0);
  expect(missing).toBeLessThan(CHUNKS);
  same(await fetcher.fetch(OWNER, ref, [slow.source, honest.source]));
});
