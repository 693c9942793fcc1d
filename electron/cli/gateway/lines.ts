import type { RecordedCall, RunHandle, RunPolicy, RunUsage } from '../../server/gateway/types.ts';
import type { Paint } from '../command.ts';

/** The variables that point the official SDKs of both APIs at the gateway. */
export function environmentOf(baseUrl: string, { token }: RunHandle): Record<string, string> {
  return {
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: token,
    OPENAI_BASE_URL: `${baseUrl}/v1`,
    OPENAI_API_KEY: token,
  };
}

export function exportLines(env: Record<string, string>, platform: NodeJS.Platform): string {
  const line =
    platform === 'win32' ? (name: string) => `$env:${name} = ` : (name: string) => `export ${name}=`;
  const quote = platform === 'win32' ? '"' : '';
  return Object.entries(env)
    .map(([name, value]) => `${line(name)}${quote}${value}${quote}`)
    .join('\n');
}

/** What a call is in one line: when, what it was, tokens, money, time. */
export function callLine(call: RecordedCall, paint: Paint): string {
  const isOk = call.status !== null && call.status < 400 && call.outcome === 'answered';
  const status = call.status === null ? call.outcome : String(call.status);
  const tokens = `${call.inputTokens ?? '?'} in, ${call.outputTokens ?? '?'} out`;
  const marks = [
    call.answeredBy === 'replay' ? 'replayed' : null,
    call.injected === null ? null : `injected ${call.injected}`,
    call.error,
  ].filter((mark) => mark !== null);
  return [
    new Date(call.startedAt).toTimeString().slice(0, 8),
    (isOk ? paint.good : paint.bad)(status.padEnd(3)),
    call.model ?? call.requestedModel ?? call.path,
    tokens,
    moneyText(call.costUsd),
    `${Math.round(call.totalMs ?? 0)} ms`,
    ...(marks.length > 0 ? [paint.dim(marks.join('; '))] : []),
  ].join('  ');
}

export const moneyText = (usd: number | null): string =>
  usd === null ? 'cost unknown' : `$${usd.toFixed(6)}`;

export function totalLine({ calls, inputTokens, outputTokens, costUsd }: RunUsage): string {
  const counted = `${calls} ${calls === 1 ? 'call' : 'calls'}`;
  return `${counted}, ${inputTokens} tokens in, ${outputTokens} out, ${moneyText(costUsd)}.`;
}

/** The limits in words, or that there are none. */
export function limitsText(policy: RunPolicy): string {
  const parts = [
    [policy.maxCalls, (n: number) => `${n} calls`],
    [policy.maxConcurrent, (n: number) => `${n} at a time`],
    [policy.maxInputTokens, (n: number) => `${n} input tokens`],
    [policy.maxOutputTokens, (n: number) => `${n} output tokens`],
    [policy.maxCostUsd, (n: number) => `$${n}`],
    [policy.wallMs, (n: number) => `${Math.round(n / 60_000)} minutes`],
  ] as const;
  const set = parts.flatMap(([value, text]) => (typeof value === 'number' ? [text(value)] : []));
  return set.length > 0
    ? `Limits: ${set.join(', ')}.`
    : 'No limits: see --help for --calls and --budget-usd.';
}
