import type { CheckTools, DefineChecks, HttpAnswer } from '../../../electron/server/labs/checks.ts';
import { ask, askAndLeave, askWell, call, script, sent, type Turn } from './lib/agent.ts';
import { orderExample } from './lib/tools.ts';
import { openShop, type Shop } from './lib/shop.ts';

/** A model that never has enough. */
const never = (t: CheckTools, shop: Shop, more: Omit<Turn, 'calls'> = {}): Turn[] =>
  Array.from({ length: 24 }, () => ({ ...more, calls: [orderExample(t, shop).call] }));

function expectStop(t: CheckTools, answer: HttpAnswer, reason: string): void {
  t.expect.status(answer, 200);
  const { status, reason: said } = answer.json();
  t.expect.equal(
    { status, reason: said },
    { status: 'stopped', reason },
    'A question that reached a limit should say so.',
  );
}

const expectStopped = async (t: CheckTools, reason: string): Promise<void> =>
  expectStop(t, await ask(t), reason);

const checks: DefineChecks = (check) => [
  check('steps', 'A runaway loop stops after MAX_STEPS calls to the model', async (t: CheckTools) => {
    const limit = t.turns().lasting((random) => random.int(3, 6));
    t.env({ MAX_STEPS: String(limit) });
    const shop = await openShop(t);
    script(t, never(t, shop));
    await expectStopped(t, 'steps');
    t.expect.equal(sent(t).length, limit, 'These are the calls to the model that MAX_STEPS allows.');
  }),

  check('enough-steps', 'An answer in the last step that is allowed counts', async (t: CheckTools) => {
    const limit = t.turns().lasting((random) => random.int(3, 6));
    t.env({ MAX_STEPS: String(limit) });
    const shop = await openShop(t);
    const said = t.random.sentence();
    for (let i = 0; i < 2; i += 1) {
      script(t, [...never(t, shop).slice(0, limit - 1), { say: said }]);
      const { answer } = await askWell(t);
      t.expect.equal(answer, said, 'The answer should be what the model said in the last step.');
    }
    t.expect.equal(sent(t).length, 2 * limit, 'Each question has its own MAX_STEPS.');
  }),

  check('cost', 'A question that costs too much stops before the next call', async (t: CheckTools) => {
    const { price, usage, calls } = t.turns().lasting(({ int }) => ({
      price: { input: int(2, 9), output: int(10, 40) },
      usage: { input_tokens: int(1000, 3000), output_tokens: int(10, 40) },
      calls: int(2, 5),
    }));
    const each = (usage.input_tokens * price.input + usage.output_tokens * price.output) / 1_000_000;
    t.env({
      MODEL_PRICE: JSON.stringify(price),
      // Between two calls, so that no rounding decides.
      MAX_COST_USD: String(each * (calls - 0.5)),
      MAX_STEPS: '20',
    });
    const shop = await openShop(t);
    script(t, never(t, shop, { usage }));
    const answer = await ask(t);
    t.expect.equal(
      sent(t).length,
      calls,
      'No call to the model should start once the ones before have cost MAX_COST_USD or more.',
    );
    expectStop(t, answer, 'cost');
  }),

  check(
    'model-takes-long',
    'A question that takes too long stops while the model thinks',
    async (t: CheckTools) => {
      t.env({ MAX_MS: t.turns().lasting((random) => String(random.int(1500, 2000))) });
      const shop = await openShop(t);
      const first = orderExample(t, shop);
      t.reply(({ messages }) =>
        messages.length > 1 ? { kind: 'timeout' } : { kind: 'answer', text: '', toolUses: [first.call] },
      );
      await expectStopped(t, 'time');
      t.expect.that(
        await t.gateway.settled(5000),
        'The time was over, and the call to the model went on. Abort it.',
      );
    },
  ),

  check(
    'tool-takes-long',
    'A question that takes too long stops while a tool works',
    async (t: CheckTools) => {
      t.env({
        MAX_MS: t.turns().lasting((random) => String(random.int(1500, 2000))),
        TOOL_TIMEOUT_MS: '25000',
      });
      const shop = await openShop(t);
      const first = orderExample(t, shop);
      shop.interfere(() => 'silence');
      script(t, [{ calls: [first.call] }, { say: t.random.sentence() }]);
      await expectStopped(t, 'time');
      t.expect.that(
        await shop.quiet(5000),
        'The time was over, and the request to the shop went on. Abort it.',
      );
    },
  ),

  check('cut', 'An answer of the model that was cut is not acted on', async (t: CheckTools) => {
    const shop = await openShop(t);
    const one = orderExample(t, shop);
    script(t, [{ say: 'Let me', calls: [one.call], stopReason: 'max_tokens' }, { say: t.random.sentence() }]);
    await expectStopped(t, 'length');
    t.expect.equal(
      shop.requests.length,
      0,
      'The model was cut off by max_tokens, so its last call may be half a call. It should not be run.',
    );
  }),

  check('client-leaves-model', 'A client that leaves ends the call to the model', async (t: CheckTools) => {
    const shop = await openShop(t);
    const first = orderExample(t, shop);
    t.reply(({ messages }) =>
      messages.length > 1 ? { kind: 'timeout' } : { kind: 'answer', text: '', toolUses: [first.call] },
    );
    await askAndLeave(t, () => sent(t).length >= 2);
    t.expect.that(
      await t.gateway.settled(6000),
      'The client left, and the call to the model went on for 6 seconds more. Abort it: nobody reads it, and it costs money.',
    );
  }),

  check('client-leaves-tool', 'A client that leaves ends the tools and the loop', async (t: CheckTools) => {
    t.env({ TOOL_TIMEOUT_MS: '25000' });
    const shop = await openShop(t);
    shop.interfere(() => 'silence');
    script(t, [
      { calls: [orderExample(t, shop).call, call(t, 'find_customer', { name: 'Anna Brook' })] },
      { say: t.random.sentence() },
    ]);
    await askAndLeave(t, () => shop.requests.length >= 2);
    t.expect.that(
      await shop.quiet(6000),
      'The client left, and the requests to the shop went on for 6 seconds more. Abort them too.',
    );
    t.expect.equal(sent(t).length, 1, 'The client left, so the model should not be asked again.');
  }),
];

export default checks;
