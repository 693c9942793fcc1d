import { randomUUID } from 'node:crypto';
import type Anthropic from '@anthropic-ai/sdk';
import { needsConfirmation, type Conversation } from './agent.ts';

/** A conversation that waits for a person's decision. */
export interface Pending {
  conversation: Conversation;
  calls: readonly Anthropic.ToolUseBlock[];
  /** What came of it, from the first decision on. */
  outcome?: Promise<object>;
}

const pending = new Map<string, Pending>();

/** Puts a conversation aside. @returns what the person is asked */
export function waitForPerson(conversation: Conversation, calls: readonly Anthropic.ToolUseBlock[]): object {
  const id = randomUUID();
  pending.set(id, { conversation, calls });
  const asked = calls.filter(needsConfirmation).map(({ name, input }) => ({ tool: name, arguments: input }));
  return { status: 'needs_confirmation', confirmation: { id, calls: asked } };
}

export function findPending(id: string): Pending | undefined {
  return pending.get(id);
}
