import type { Registry } from 'prom-client';
import type { TransactionPool } from '../pool/pool.ts';
import { sampledCounters, sampledGauges } from './sampled.ts';

/** The transaction pool, as `sc-transaction-pool` counts it. */
export function poolMetrics(registry: Registry, pool: TransactionPool): void {
  const { counts } = pool;
  sampledGauges(registry, [
    [
      'substrate_ready_transactions_number',
      'Number of transactions in the ready queue',
      () => pool.readyCount,
    ],
    ['plumbline_future_transactions_number', 'Transactions that wait for others', () => pool.futureCount],
  ]);
  sampledCounters(registry, [
    [
      'substrate_sub_txpool_submitted_transactions',
      'Total number of transactions submitted',
      () => counts.submitted,
    ],
    [
      'substrate_sub_txpool_validations_scheduled',
      'Total number of transactions scheduled for validation',
      () => counts.validationsScheduled,
    ],
    [
      'substrate_sub_txpool_validations_finished',
      'Total number of transactions that finished validation',
      () => counts.validationsFinished,
    ],
    [
      'substrate_sub_txpool_validations_invalid',
      'Total number of transactions that were removed from the pool as invalid',
      () => counts.invalid,
    ],
    [
      'substrate_sub_txpool_block_transactions_pruned',
      'Total number of transactions that was requested to be pruned by block events',
      () => counts.pruned,
    ],
    [
      'substrate_sub_txpool_block_transactions_resubmitted',
      'Total number of transactions that was requested to be resubmitted by block events',
      () => counts.resubmitted,
    ],
  ]);
}
