import { expect, test } from 'vitest';
import { textDataset } from './text.ts';

test('texts become tokens of a sorted vocabulary', () => {
  const { vocabulary, tokens } = textDataset(
    [
      { name: 'a', text: 'abba\r\nba\n\n\n\n' },
      { name: 'b', text: 'aab' },
    ],
    5,
  );
  expect(vocabulary).toEqual(['\n', 'a', 'b']);
  expect([...tokens].map((token) => vocabulary[token]).join('')).toBe('abba\nba\n\naab');
});

test('characters seen once are dropped, as are those too rare to learn', () => {
  const { vocabulary, tokens } = textDataset([{ name: 'a', text: `${'ab'.repeat(30_000)}qzz` }], 5);
  expect(vocabulary).toEqual(['a', 'b']);
  expect(tokens).toHaveLength(60_000);
});

test('a text that is too short is refused by name', () => {
  expect(() => textDataset([{ name: 'README.md', text: 'aa' }], 100)).toThrow(
    'The text to train on (README.md) has 2 usable characters; at least 100 are needed. Give more text.',
  );
});
