import { expect, test } from 'vitest';
import { python } from '../../../fixtures/clients/program.ts';
import { describeClient } from '../../../fixtures/clients/spec.ts';

const traits = { title: 'Pydantic AI', file: 'python/pydantic_agent.py', runtime: python() };

describeClient({ ...traits, version: '2026-10-21' }, ({ ask }) => {
  test.each([
    ['anthropic', 'anthropic'],
    ['anthropic', 'openai'],
    ['openai', 'anthropic'],
    ['openai', 'openai'],
  ] as const)(
    'with the API of %s, a model behind %s uses a tool and then fills an object',
    async (wire, behind) => {
      const { outcome } = await ask(behind, { scenario: 'both', wire });
      expect(outcome).toEqual({
        value: { asked: [{ city: 'Paris' }], object: { city: 'Paris', sunny: true } },
      });
    },
  );

  test('the practice model, which takes a tool or a schema, says so instead of leaving one out', async () => {
    const { outcome } = await ask('practice', { scenario: 'both', wire: 'anthropic' });
    expect(outcome.error).toMatchObject({ status: 400, message: expect.stringContaining('not both') });
  });
});
