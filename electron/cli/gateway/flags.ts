import { FAULT_HELP, readFaultSpec } from '../../server/gateway/faults/spec.ts';
import type { FaultPlan, RunPolicy } from '../../server/gateway/types.ts';
import { AppError } from '../../shared/errors.ts';
import { replayMode } from '../../shared/gateway-runs.ts';
import { flagsOf, type CommandContext } from '../command.ts';

export const GATEWAY_USAGE = `Usage: cairn gateway [flags]
       cairn gateway runs
       cairn gateway stop RUN|--all

Serves a model to the program that you write, over the Anthropic and the OpenAI API,
until Ctrl+C. Your key stays here; the program gets a token with the limits that you set.

  --port N               this port of 127.0.0.1 (any free one)
  --model PROVIDER/NAME  answers whatever model the program asks for (the default model)
  --provider NAME        passes the program's own model names on to this provider
  --calls N              most model calls
  --concurrency N        most calls at a time
  --input-tokens N  --output-tokens N
  --budget-usd X         most money; a model of unknown price is refused
  --allow-unknown-cost   ... unless this is given
  --minutes N            ends by itself
  --replay MODE          off, read (use recorded answers, record others), only
  --cassette FILE        keep recorded answers in this file, to be committed
  --faults PLAN          what goes wrong; see below

  runs                   the open runs of the Cairn that is running
  stop                   ends a run's calls at once, or those of all runs

${FAULT_HELP}`;

const FLAGS = {
  port: { type: 'string' },
  model: { type: 'string' },
  provider: { type: 'string' },
  calls: { type: 'string' },
  concurrency: { type: 'string' },
  'input-tokens': { type: 'string' },
  'output-tokens': { type: 'string' },
  'budget-usd': { type: 'string' },
  'allow-unknown-cost': { type: 'boolean' },
  minutes: { type: 'string' },
  replay: { type: 'string' },
  cassette: { type: 'string' },
  faults: { type: 'string' },
  all: { type: 'boolean' },
} as const;

export interface GatewayFlags {
  positionals: string[];
  all: boolean;
  port: number;
  model: string | undefined;
  provider: string | undefined;
  cassette: string | undefined;
  faults: FaultPlan;
  /** The limits and the replay mode. */
  policy: Omit<RunPolicy, 'model'>;
}

/** Reads the flags of `cairn gateway`. @throws AppError `bad_input` that says which value is wrong */
export function readGatewayFlags(ctx: CommandContext): GatewayFlags {
  const { values, positionals } = flagsOf(ctx, FLAGS);
  if (values.model !== undefined && values.provider !== undefined) {
    throw new AppError('bad_input', 'Give --model or --provider, not both.', {
      hint: '--model answers every name with one model; --provider passes names on.',
    });
  }
  const minutes = positive('minutes', values.minutes);
  return {
    positionals,
    all: values.all ?? false,
    port: readPort(values.port),
    model: values.model,
    provider: values.provider,
    cassette: values.cassette,
    faults: readFaultSpec(values.faults ?? ''),
    policy: {
      maxCalls: whole('calls', values.calls),
      maxConcurrent: whole('concurrency', values.concurrency),
      maxInputTokens: whole('input-tokens', values['input-tokens']),
      maxOutputTokens: whole('output-tokens', values['output-tokens']),
      maxCostUsd: positive('budget-usd', values['budget-usd']),
      allowUnknownCost: values['allow-unknown-cost'] ?? false,
      wallMs: minutes === null ? null : minutes * 60_000,
      replay: readReplay(values.replay, values.cassette),
    },
  };
}

/** A cassette without a mode is there to be used and filled. */
function readReplay(text: string | undefined, cassette: string | undefined): RunPolicy['replay'] {
  if (text === undefined) return cassette === undefined ? 'off' : 'read';
  return readReplayMode(text);
}

/** @throws AppError `bad_input` for anything but the three modes */
export function readReplayMode(text: string): NonNullable<RunPolicy['replay']> {
  const parsed = replayMode.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_input', `There is no replay mode "${text}".`, {
    hint: `Use one of ${replayMode.options.join(', ')}.`,
  });
}

function positive(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new AppError('bad_input', `"${text}" is not a value for --${flag}.`, {
    hint: 'Give a number above 0.',
  });
}

function whole(flag: string, text: string | undefined): number | null {
  const value = positive(flag, text);
  if (value === null || Number.isSafeInteger(value)) return value;
  throw new AppError('bad_input', `"${text}" is not a value for --${flag}.`, {
    hint: 'Give a whole number.',
  });
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new AppError('bad_input', `"${text}" is not a port.`, {
    hint: 'Give a number from 1024 to 65535, or leave --port out for any free one.',
  });
}
