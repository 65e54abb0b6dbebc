import { chromium } from './chromium.ts';
import type { Machine } from './machine.ts';
import { nodeMachine } from './node-machine.ts';

export const MACHINE_NAMES = ['node', 'chromium'] as const;

export type MachineName = (typeof MACHINE_NAMES)[number];

/** The machine of that name. @throws ConformanceError `MachineMissing` when it cannot be had here. */
export async function machineCalled(name: MachineName): Promise<Machine> {
  return name === 'chromium' ? await chromium() : nodeMachine('this Node', [process.execPath]);
}
