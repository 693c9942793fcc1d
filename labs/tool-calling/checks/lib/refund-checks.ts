import type { CheckTools, DefineChecks } from '../../../../electron/server/labs/checks.ts';
import { ask, call, expectError, expectResult, leaveWhen, resultOf, resultsOf, script } from './agent.ts';
import { decide, expectAnswered, expectAsked, posts, refundOf, waitingOf } from './confirm.ts';
import { openShop } from './shop.ts';
import type { Reply } from './replies.ts';

/** What becomes of refunds that a person agreed to: each of them once, whatever the network does. */
export const refundChecks: DefineChecks = (check) => [
  check('retried', 'A refund is tried again without being made twice', async (t: CheckTools) => {
    t.env({ TOOL_TIMEOUT_MS: '2500' });
    const shop = await openShop(t);
    const refund = refundOf(t, shop.addOrder());
    const said = t.random.sentence();
    script(t, [{ calls: [refund] }, { say: said }]);
    const waiting = waitingOf(t, await ask(t));
    const lost: Reply = t.random.pick<Reply>(['reset', 'silence', { status: 503, body: {} }]);
    // The shop makes the refund, and its answer gets lost.
    shop.interfere(({ method }, normally) => {
      if (method !== 'POST' || posts(shop).length > 1) return undefined;
      normally();
      return lost;
    });
    const answer = await decide(t, waiting, true);
    t.expect.that(posts(shop).length >= 2, {
      message:
        'The answer to the refund got lost. It should be tried again, so that it is known how it ended.',
      expected: '2 or 3 requests',
      actual: posts(shop).length,
    });
    t.expect.equal(
      shop.refunds.length,
      1,
      'The refund was made twice. Every attempt of one refund needs the same Idempotency-Key.',
    );
    expectAnswered(t, answer, said);
    expectResult(t, resultOf(t, refund), { refund: shop.refunds[0]?.refund });
  }),

  check('gives-up', 'A refund that never works is tried three times at most', async (t: CheckTools) => {
    const shop = await openShop(t);
    const order = shop.addOrder();
    const refund = refundOf(t, order);
    const said = t.random.sentence();
    script(t, [{ calls: [refund] }, { say: said }]);
    const waiting = waitingOf(t, await ask(t));
    const isRefused = t.random.chance(0.5);
    shop.interfere(({ method }) =>
      method === 'POST' ? { status: isRefused ? 409 : 503, body: { error: 'no' } } : undefined,
    );
    expectAnswered(t, await decide(t, waiting, true), said);
    expectError(
      t,
      resultOf(t, refund),
      `The shop answered the refund with ${isRefused ? 409 : 503} every time.`,
    );
    const { length } = posts(shop);
    t.expect.that(isRefused ? length === 1 : length <= 3, {
      message: isRefused
        ? 'The shop refused with 409. That will not change: do not try again.'
        : 'A refund should be tried three times at most.',
      expected: isRefused ? 1 : 'at most 3',
      actual: length,
    });
  }),

  check('two-refunds', 'Two refunds that look the same are two refunds', async (t: CheckTools) => {
    const shop = await openShop(t);
    const order = shop.addOrder({ total: 500 });
    const refund = { ...refundOf(t, order), input: { order: order.order, amount: t.random.int(1, 200) } };
    const said = t.random.sentence();
    // Some servers of models count their ids from the start in every conversation.
    for (let i = 0; i < 2; i += 1) {
      script(t, [{ calls: [refund] }, { say: said }]);
      expectAnswered(t, await decide(t, waitingOf(t, await ask(t)), true), said);
    }
    t.expect.equal(
      shop.refunds.length,
      2,
      'A person agreed to two refunds of the same amount in two conversations. The second has to have an Idempotency-Key of its own.',
    );
  }),

  check('several', 'Each refund of a turn is shown, and made once', async (t: CheckTools) => {
    const shop = await openShop(t);
    const order = shop.addOrder({ total: 500 });
    const same = { order: order.order, amount: t.random.int(1, 200) };
    const all = t.random.shuffle([
      call(t, 'refund_order', same),
      call(t, 'refund_order', same),
      refundOf(t, shop.addOrder()),
    ]);
    const said = t.random.sentence();
    script(t, [{ calls: all }, { say: said }]);
    const waiting = waitingOf(t, await ask(t));
    expectAsked(t, waiting, {
      refunds: all,
      message: "A person should be asked about all refunds of the turn, in the model's order.",
    });
    expectAnswered(t, await decide(t, waiting, true), said);
    t.expect.equal(
      shop.refunds.length,
      3,
      'A person agreed to three refunds, two of which look the same. Each should have an Idempotency-Key of its own.',
    );
    for (const [i, result] of resultsOf(t, all).entries()) expectResult(t, result, all[i]!.input);
  }),

  check(
    'client-leaves-decision',
    'What was agreed is done, even if the client leaves',
    async (t: CheckTools) => {
      t.env({ TOOL_TIMEOUT_MS: '25000' });
      const shop = await openShop(t);
      const refund = refundOf(t, shop.addOrder());
      const said = t.random.sentence();
      script(t, [{ calls: [refund] }, { say: said }]);
      const waiting = waitingOf(t, await ask(t));
      const gate = Promise.withResolvers<void>();
      shop.interfere(async (_request, normally) => {
        await gate.promise;
        return normally();
      });
      await leaveWhen(t, () => posts(shop).length > 0, {
        path: `/confirmations/${waiting.id}`,
        json: { approved: true },
      });
      gate.resolve();
      expectAnswered(t, await decide(t, waiting, true), said);
      t.expect.equal(shop.refunds.length, 1, 'The client left and came back. There should be one refund.');
    },
  ),
];
