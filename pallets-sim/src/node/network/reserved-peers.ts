/** Most peers that can be reserved. */
const MOST_PEERS = 1000;

/** The peer at the end of `/ip4/…/tcp/…/p2p/<peer id>`: a base58 text of a multihash (RSA, or ed25519 and the like). */
const ADDRESS =
  /^\/(?:ip4|ip6|dns|dns4|dns6)\/[^/\s]+\/.*\/p2p\/((?:Qm|12D3KooW)[1-9A-HJ-NP-Za-km-z]{38,60})$/;

/** The peers that somebody asked to keep a connection to. There is no network behind this node, so none is dialled. */
export class ReservedPeers {
  readonly #peers = new Set<string>();

  /** Returns what is wrong with the address, if anything. */
  add(address: string): string | undefined {
    const peer = ADDRESS.exec(address)?.[1];
    if (peer === undefined)
      return `"${address.slice(0, 200)}" must be a multiaddress that ends in /p2p/<peer id>`;
    if (this.#peers.size >= MOST_PEERS) return `${MOST_PEERS} peers are reserved already`;
    this.#peers.add(peer);
    return undefined;
  }

  /** Returns whether the peer was reserved. */
  remove(peer: string): boolean {
    return this.#peers.delete(peer);
  }

  list(): string[] {
    return [...this.#peers];
  }
}
