import { DataError } from '../error.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A text as tokens: one f32 whole number a character, so that examples are overlapping windows. */
export interface TextDataset {
  /** The character of each token. */
  readonly vocabulary: readonly string[];
  readonly tokens: Float32Array;
}

/** Characters seen less often than this are left out, so that every token has examples. */
const RARE = 1 / 20_000;

/**
 * Joins texts, in the order given, into tokens. The vocabulary is ordered by code point and so depends on the texts
 * alone. Windows line ends become `\n`; runs of blank lines become one; rare characters are dropped.
 *
 * @param minimum number of tokens that training needs at least
 * @throws DataError when the texts are shorter than that.
 */
export function textDataset(texts: readonly NamedText[], minimum: number): TextDataset {
  const joined = texts
    .map(({ text }) =>
      text
        .replaceAll('\r\n', '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    )
    .join('\n\n');
  const characters = [...joined];
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const vocabulary = [...counts]
    .filter(([, count]) => count >= Math.max(2, characters.length * RARE))
    .map(([character]) => character)
    .sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  const tokenOf = new Map(vocabulary.map((character, token) => [character, token]));
  const tokens = Float32Array.from(characters.flatMap((character) => tokenOf.get(character) ?? []));
  if (tokens.length < minimum) {
    const names = texts.map(({ name }) => name).join(', ') || 'no text';
    throw new DataError(
      `The text to train on (${names}) has ${tokens.length} usable characters; at least ${minimum} are needed. Give more text.`,
    );
  }
  return { vocabulary, tokens };
}
