import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Answers } from './answers.ts';

function frame(kind: number, payload: Buffer): Buffer {
  if (payload.length < 126) return Buffer.concat([Buffer.of(kind, payload.length), payload]);
  const head = Buffer.of(kind, 126, payload.length >> 8, payload.length & 0xff);
  return Buffer.concat([head, payload]);
}

it('reads texts and pings, however TCP cuts them', () => {
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 400 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), text)), fc.array(fc.nat(200)), (frames, cuts) => {
      const heard: [boolean, string][] = [];
      const answers = new Answers(
        (some) => heard.push([true, some]),
        (some) => heard.push([false, some.toString('latin1')]),
      );
      const sent = frames.map(([isText, some]) => [isText, isText ? some : some.slice(0, 125)] as const);
      let bytes = Buffer.concat(
        sent.map(([isText, some]) => frame(isText ? 0x81 : 0x89, Buffer.from(some, 'latin1'))),
      );
      for (const cut of cuts) {
        answers.receive(bytes.subarray(0, cut));
        bytes = bytes.subarray(cut);
      }
      answers.receive(bytes);
      expect(heard).toEqual(sent);
    }),
  );
});

it('takes nothing else', () => {
  const answers = () =>
    new Answers(
      () => {},
      () => {},
    );
  for (const kind of [0x88, 0x82, 0x01, 0xc1])
    expect(() => answers().receive(frame(kind, Buffer.alloc(3)))).toThrow(TypeError);
  expect(() => answers().receive(Buffer.of(0x81, 127, 0, 0))).toThrow('64 KiB');
});
