import { describe, expect, it } from 'vitest';
import { parseStepText } from '../../../electron/server/labs/step-text.ts';
import { createSseParser } from '../../../electron/server/labs/sse-reader.ts';
import { createRandom } from '../../../electron/server/labs/random.ts';
import { startupMessage } from '../../../electron/server/labs/adapters/typescript/startup-message.ts';
import { createOutputLog, OUTPUT_MARK } from '../../../electron/server/labs/sandbox/output-log.ts';

describe('step text', () => {
  it('keeps the hints apart from the text', () => {
    expect(parseStepText('# A\n\ntext\n\n## Hints\n\n### Nudge\n\none\n\n### Approach\n\ntwo\n')).toEqual({
      markdown: '# A\n\ntext',
      hints: ['one', 'two'],
    });
  });

  it('has no hints without that heading', () => {
    expect(parseStepText('# A\n\n### Not a hint\n').hints).toEqual([]);
  });
});

describe('server-sent events', () => {
  it('are the same however the bytes are cut', () => {
    const text =
      'event: delta\r\ndata: {"text":"a"}\r\n\r\n: comment\n\ndata: x\ndata: y\n\nevent:done\ndata:{}\n\n';
    const whole = createSseParser().push(text);
    const parser = createSseParser();
    expect(text.split('').flatMap((char) => parser.push(char))).toEqual(whole);
    expect(whole).toEqual([
      { event: 'delta', data: { text: 'a' } },
      { event: 'message', data: 'x\ny' },
      { event: 'done', data: {} },
    ]);
  });
});

describe('random inputs', () => {
  const draw = (seed: number, name: string) => {
    const random = createRandom(seed, name);
    return [random.int(1, 1000), random.word(), random.text(2)];
  };

  it('are the same for the same seed and differ for another seed or check', () => {
    expect(draw(7, 'a')).toEqual(draw(7, 'a'));
    expect(draw(7, 'a')).not.toEqual(draw(8, 'a'));
    expect(draw(7, 'a')).not.toEqual(draw(7, 'b'));
  });

  it('stay inside their bounds', () => {
    const random = createRandom(1);
    const drawn = Array.from({ length: 500 }, () => random.int(3, 5));
    expect(new Set(drawn)).toEqual(new Set([3, 4, 5]));
  });
});

describe('the message about a program that did not start', () => {
  it('names a package that the lab does not have', () => {
    expect(
      startupMessage("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'express' imported", 'server.ts'),
    ).toContain('package "express"');
  });

  it('shows what the program said otherwise', () => {
    expect(startupMessage('boom', 'server.ts')).toContain('boom');
  });
});

describe('output', () => {
  it('is kept to the limit and marked once', () => {
    const log = createOutputLog(5);
    expect([log.add('abc'), log.add('defg'), log.add('h')]).toEqual(['abc', `de${OUTPUT_MARK}`, '']);
    expect(log.text()).toBe(`abcde${OUTPUT_MARK}`);
  });
});
