import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { explain } from '../../../renderer/api/explain.ts';

test('a refusal keeps the message and the hint that the server gave', () => {
  const cairn = {
    code: 'bad_input',
    message: 'That session ends in the future.',
    hint: 'Give fewer minutes.',
  };
  const error = TRPCClientError.from({ error: { code: -32600, message: cairn.message, data: { cairn } } });
  expect(explain(error)).toEqual(cairn);
});

test('a server that does not answer is told apart from one that refuses', () => {
  expect(explain(TRPCClientError.from(new TypeError('fetch failed'))).code).toBe('offline');
});

test('anything else is shown by its message', () => {
  expect(explain(new Error('odd'))).toMatchObject({ code: 'internal', message: 'odd' });
});

test('what a schema refuses reads as a sentence, without its marks', () => {
  const message = '✖ that is too short for a key\n  → at key\n✖ an address is needed\n  → at baseUrl';
  const error = TRPCClientError.from({
    error: { code: -32600, message, data: { cairn: { code: 'bad_input', message } } },
  });
  expect(explain(error).message).toBe('That is too short for a key. An address is needed.');
});
