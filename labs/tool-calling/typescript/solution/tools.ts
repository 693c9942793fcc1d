import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import { config } from './config.ts';
import { change, read } from './shop.ts';
import { ToolError } from './tool-error.ts';

/** What a tool gets besides its arguments. */
export interface ToolContext {
  signal: AbortSignal;
  /** Stays the same however often one call is tried. */
  key: string;
}

export interface Tool {
  definition: Anthropic.Tool;
  needsConfirmation: boolean;
  /** @returns what is wrong with the arguments, or null */
  problem(input: unknown): string | null;
  /** @throws ToolError */
  run(input: unknown, context: ToolContext): Promise<object>;
}

interface Spec<S extends z.ZodType> {
  name: string;
  description: string;
  arguments: S;
  needsConfirmation?: boolean;
  run(args: z.infer<S>, context: ToolContext): Promise<object>;
}

function tool<S extends z.ZodType>(spec: Spec<S>): Tool {
  const { name, description } = spec;
  const { $schema: _, ...schema } = z.toJSONSchema(spec.arguments);
  return {
    definition: { name, description, input_schema: schema as Anthropic.Tool.InputSchema },
    needsConfirmation: spec.needsConfirmation ?? false,
    problem: (input) => {
      const { error } = spec.arguments.safeParse(input);
      return error ? `Wrong arguments for ${name}. ${z.prettifyError(error)}` : null;
    },
    run: (input, context) => spec.run(spec.arguments.parse(input), context),
  };
}

const orderId = z.string().regex(/^[A-Z]{2,4}-\d{2,6}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
const amount = z.number().positive().max(10_000).multipleOf(0.01);
const words = z.string().trim().min(1).max(80);

const all: Tool[] = [
  tool({
    name: 'get_order_status',
    description: 'Get the status of an order',
    arguments: z.strictObject({ order: orderId }),
    async run({ order }, { signal }) {
      const schema = z.object({
        order: z.literal(order),
        status: z.string(),
        product: z.string(),
        total: z.number().nonnegative(),
        currency,
        note: z.string().transform((note) => note.slice(0, config.maxNoteCharacters)),
      });
      return read(`/orders/${order}`, {}, { schema, signal });
    },
  }),
  tool({
    name: 'find_customer',
    description: 'Find a customer by name',
    arguments: z.strictObject({ name: words }),
    run: ({ name }, { signal }) =>
      read(
        '/customers',
        { name },
        {
          schema: z.object({ name: z.literal(name), city: z.string(), order: orderId }),
          signal,
        },
      ),
  }),
  tool({
    name: 'check_stock',
    description: 'Check how many items are in stock',
    arguments: z.strictObject({ product: words, warehouse: words.optional() }),
    run: ({ product, warehouse }, { signal }) =>
      read(
        '/stock',
        { product, ...(warehouse ? { warehouse } : {}) },
        {
          schema: z.object({
            product: z.literal(product),
            ...(warehouse ? { warehouse: z.literal(warehouse) } : {}),
            count: z.int().nonnegative(),
          }),
          signal,
        },
      ),
  }),
  tool({
    name: 'convert_currency',
    description: 'Convert money between currencies',
    arguments: z.strictObject({ amount, source: currency, target: currency }),
    async run({ amount: sum, source, target }, { signal }) {
      const schema = z.object({
        source: z.literal(source),
        target: z.literal(target),
        rate: z.number().positive(),
      });
      const { rate } = await read('/rates', { source, target }, { schema, signal });
      return { amount: Math.round(sum * rate * 100) / 100, currency: target };
    },
  }),
  tool({
    name: 'refund_order',
    description: 'Refund an order',
    arguments: z.strictObject({ order: orderId, amount }),
    needsConfirmation: true,
    run: ({ order, amount: sum }, { signal, key }) =>
      change(
        `/orders/${order}/refunds`,
        { body: { amount: sum }, key },
        {
          schema: z.object({ refund: z.string(), order: z.literal(order), amount: z.literal(sum) }),
          signal,
        },
      ),
  }),
];

const byName = new Map(all.map((one) => [one.definition.name, one]));

export const toolDefinitions = all.map(({ definition }) => definition);

/** @throws ToolError for a tool that does not exist */
export function findTool(name: string): Tool {
  const found = byName.get(name);
  if (!found)
    throw new ToolError(`There is no tool ${name}. The tools are ${[...byName.keys()].join(', ')}.`);
  return found;
}
