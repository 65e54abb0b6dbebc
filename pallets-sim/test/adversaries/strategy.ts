import { UNIT } from '../../src/pallets/balances/declaration.ts';
import type { WorldOptions } from '../protocol/protocol-chain.ts';
import { World } from '../protocol/world.ts';

/** A way to attack the network, played by extrinsics against the pallets. */
export interface Strategy {
  readonly name: string;
  /** What the attacker hopes for. */
  readonly idea: string;
  readonly world?: WorldOptions;
  play(world: World): Promise<Attack> | Attack;
}

/** How an attack went. */
export interface Attack {
  /** All accounts of the attacker. */
  readonly attackers: readonly string[];
  /** Accounts that did nothing wrong and must not have lost anything. */
  readonly honest: readonly string[];
  /** What the attackers would have had, had they been honest. */
  readonly honestly: bigint;
  readonly foundBy: string;
}

export interface Result extends Pick<Attack, 'honestly' | 'foundBy'> {
  readonly name: string;
  readonly idea: string;
  readonly gain: bigint;
  /** The least that anybody honest has gained; below zero somebody was robbed. */
  readonly leastOfHonest: bigint;
  readonly conserved: boolean;
  readonly blocks: number;
}

/** Plays a strategy in a world of its own. */
export async function attack({ name, idea, world: options, play }: Strategy): Promise<Result> {
  const world = new World(options ?? { solvers: 2 });
  const before = world.money();
  const accounts = world.balances();
  const { attackers, honest, honestly, foundBy } = await play(world);
  const gain = (who: string): bigint => world.total(who) - (accounts.get(who) ?? 0n);
  const after = world.money();
  world.chain.nextBlock();
  return {
    name,
    idea,
    honestly,
    foundBy,
    gain: attackers.reduce((sum, who) => sum + gain(who), 0n),
    leastOfHonest: honest.map(gain).reduce((least, each) => (each < least ? each : least), 0n),
    conserved: after.sum === before.sum && after.issuance === before.issuance,
    blocks: world.chain.blockNumber(),
  };
}

/** An amount in whole coins, to four places. */
export function inUnits(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const parts = (amount < 0n ? -amount : amount) / (UNIT / 10_000n);
  return `${sign}${parts / 10_000n}.${String(parts % 10_000n).padStart(4, '0')}`;
}
