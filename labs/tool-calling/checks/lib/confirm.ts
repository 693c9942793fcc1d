import type { CheckTools, HttpAnswer } from '../../../../electron/server/labs/checks.ts';
import { call, type Call } from './agent.ts';
import type { Order } from './goods.ts';
import type { Shop, ShopRequest } from './shop.ts';

export interface Waiting {
  id: string;
  calls: unknown;
}

/** A refund that the shop would accept. */
export function refundOf(t: CheckTools, { order, total }: Order, id?: string): Call {
  const made = call(t, 'refund_order', { order, amount: t.random.int(100, Math.floor(total * 100)) / 100 });
  return id === undefined ? made : { ...made, id };
}

/** The answer of a question that waits for a person. */
export function waitingOf(t: CheckTools, answer: HttpAnswer): Waiting {
  t.expect.status(answer, 200);
  const { status, confirmation } = answer.json() as { status?: unknown; confirmation?: Partial<Waiting> };
  t.expect.equal(
    status,
    'needs_confirmation',
    `The model wants to refund. ${answer.request} should answer with the status "needs_confirmation".`,
  );
  t.expect.that(typeof confirmation?.id === 'string' && confirmation.id !== '', {
    message: 'The answer should have confirmation.id, a text.',
    expected: { confirmation: { id: '...', calls: [] } },
    actual: confirmation,
  });
  return { id: String(confirmation?.id), calls: confirmation?.calls };
}

/** Expects that a person is asked about these calls and no others, in this order. More fields are fine. */
export function expectAsked(
  t: CheckTools,
  { calls }: Waiting,
  { refunds, message }: { refunds: readonly Call[]; message: string },
): void {
  t.expect.match(
    calls,
    refunds.map(({ name, input }) => ({ tool: name, arguments: input })),
    message,
  );
}

/** Sends a person's decision. */
export const decide = (t: CheckTools, { id }: Waiting, approved: boolean): Promise<HttpAnswer> =>
  t.http(`/confirmations/${id}`, { json: { approved }, timeoutMs: 30_000 });

/** Expects that the loop went on to what the model said last. */
export function expectAnswered(t: CheckTools, answer: HttpAnswer, said: string): void {
  t.expect.status(answer, 200);
  const { status, answer: text } = answer.json();
  t.expect.equal(
    { status, answer: text },
    { status: 'answered', answer: said },
    'After the decision the loop should go on to the answer of the model.',
  );
}

/** The refunds that the shop was asked for. */
export const posts = (shop: Shop): ShopRequest[] => shop.requests.filter(({ method }) => method === 'POST');
