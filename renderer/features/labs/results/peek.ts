import type { TraceDetail } from '../../../../electron/shared/models.ts';
import { textOf, type Part } from '../../traces/messages/parts.ts';
import { readCall } from '../../traces/messages/read.ts';

const MOST = 240;

/** A model call in short: the last thing that was sent, and what came back. Null where nothing was kept. */
export interface Peek {
  prompt: string | null;
  answer: string | null;
}

export function peekOf({ trace, request, response }: TraceDetail): Peek {
  const { exchange } = readCall({ request, response }, trace.wire);
  const last = exchange.turns.at(-1);
  const answer = exchange.answer ? inWords(exchange.answer.parts) : (exchange.error ?? trace.error);
  return { prompt: last ? short(inWords(last.parts)) : null, answer: answer ? short(answer) : null };
}

/** Text, and for each tool call its name and input. */
function inWords(parts: readonly Part[]): string {
  const calls = parts.flatMap((part) =>
    part.kind === 'tool-call' ? [`${part.name}(${JSON.stringify(part.input)})`] : [],
  );
  return [textOf(parts), ...calls].filter(Boolean).join('\n');
}

const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)} …` : text);
