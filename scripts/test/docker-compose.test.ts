import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { nodeCommand } from '@plumbline/pallets-sim/cli';
import { taskCommand } from '@plumbline/worker/cli/task';
import { workerCommand } from '@plumbline/worker/cli/worker';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { MEMBERS } from '../src/localnet/cast.ts';

const FILE = fileURLToPath(new URL('../../docker-compose.yml', import.meta.url));
const { services } = parse(await readFile(FILE, 'utf8'), { merge: true }) as {
  services: Record<string, { command: string; volumes: string[]; image: string }>;
};

/** Replaces what a command does by nothing, so that only its words are looked at. */
function idle(command: Command): Command {
  command.exitOverride().action(() => undefined);
  command.configureOutput({ writeErr: () => undefined });
  for (const sub of command.commands) idle(sub);
  return command;
}

test.each(Object.entries(services))(
  'the command line of service %s is understood',
  async (_, { command }) => {
    const program = idle(new Command('plumbline'));
    for (const part of [nodeCommand(), workerCommand(), taskCommand()]) program.addCommand(idle(part));
    await expect(program.parseAsync(command.split(' '), { from: 'user' })).resolves.toBeDefined();
  },
);

test('a word that the command line does not know is refused here', async () => {
  const program = idle(new Command('plumbline'));
  program.addCommand(idle(workerCommand()));
  await expect(program.parseAsync(['worker', '--rolle', 'solver'], { from: 'user' })).rejects.toThrow();
});

test('the services are those of the local network, each with a volume of its own', () => {
  const workers = Object.values(services).filter(({ command }) => command.startsWith('worker'));
  const cast = (role: string, suri: string) => `--role ${role} --suri ${suri} `;
  expect(workers.map(({ command }) => /--role \S+ --suri \S+ /.exec(command)?.[0])).toEqual(
    MEMBERS.map(({ role, suri }) => cast(role, suri)),
  );
  const volumes = Object.values(services).flatMap((service) => service.volumes);
  expect(new Set(volumes).size).toBe(Object.keys(services).length);
});
