import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BuildReport } from '../sealing/build-report.ts';

/** Making blocks, as `sc-proposer-metrics` has it. Returns what is to be told of each block. */
export function proposerMetrics(registry: Registry): (report: BuildReport) => void {
  const registers = [registry];
  const histogram = (name: string, help: string): Histogram => new Histogram({ name, help, registers });
  const constructed = histogram(
    'substrate_proposer_block_constructed',
    'Histogram of time taken to construct new block',
  );
  const proposed = histogram(
    'substrate_proposer_block_proposal_time',
    'Histogram of time taken to construct a block and prepare it for proposal',
  );
  const inherents = histogram(
    'substrate_proposer_create_inherents_time',
    'Histogram of time taken to execute create inherents',
  );
  const transactions = new Gauge({
    name: 'substrate_proposer_number_of_transactions',
    help: 'Number of transactions included in block',
    registers,
  });
  const ends = new Counter({
    name: 'substrate_proposer_end_proposal_reason',
    help: "The reason why the block proposing was ended. This doesn't include errors.",
    labelNames: ['reason'],
    registers,
  });
  return (report) => {
    inherents.observe(report.inherentsSeconds);
    constructed.observe(report.constructedSeconds);
    proposed.observe(report.proposedSeconds);
    transactions.set(report.included);
    ends.inc({ reason: report.end });
  };
}
