import { expect, it } from 'vitest';
import { nodeCommand } from '../../src/cli.ts';
import { command } from './command.ts';

it('every subcommand has a help with a line on what it does', () => {
  const names = [
    'build-spec',
    'check-block',
    'export-blocks',
    'import-blocks',
    'export-state',
    'revert',
    'purge-chain',
  ];
  const found = nodeCommand().commands.flatMap((each) => (each.name() === 'key' ? each.commands : [each]));
  expect(found.map((each) => each.name())).toEqual([...names, 'generate', 'inspect', 'insert']);
  for (const each of found) expect(each.helpInformation()).toMatch(/^Usage: .*\n\n[a-z]/);
});

it.each([
  ['biuld-spec', 'did you mean build-spec?'],
  ['somewhere', 'there are build-spec, check-block, '],
])('"%s" is refused by name', async (name, hint) => {
  const { code, stderr } = await command([name, '--dev']);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`"${name}" is no subcommand: ${hint}`)]);
});
