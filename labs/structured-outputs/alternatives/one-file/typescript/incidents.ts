import { readFileSync } from 'node:fs';
import { config } from './config.ts';

const ladders: Record<string, Record<string, string[]>> = JSON.parse(
  readFileSync('data/severities.json', 'utf8'),
);
const keys = (version: number) => [
  'service',
  'date',
  'severity',
  'duration',
  'cost',
  ...(version === 2 ? ['ticket'] : []),
];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

type Json = Record<string, any>;
type Problems = { field: string; message: string }[];

function schema(version: number): Json {
  const maybe = { type: ['string', 'null'] };
  const properties: Json = Object.fromEntries(keys(version).map((key) => [key, maybe]));
  properties.severity = { enum: [...Object.keys(ladders[version]!), null] };
  return { type: 'object', properties, required: keys(version), additionalProperties: false };
}

async function post(messages: Json[], version: number, tokens: number, via: string): Promise<Json> {
  const hints = Object.fromEntries(keys(version).map((key) => [key, 'string']));
  const way =
    via === 'tool'
      ? {
          tools: [{ name: 'record_incident', description: 'Keep a record.', input_schema: schema(version) }],
          tool_choice: { name: 'record_incident', type: 'tool', disable_parallel_tool_use: true },
        }
      : { output_config: { format: { type: 'json_schema', schema: schema(version) } } };
  const answer = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': process.env.ANTHROPIC_API_KEY!,
      'anthropic-version': '2023-06-01',
    },
    body: JSON.stringify({
      model: config.model,
      max_tokens: tokens,
      system: [
        {
          type: 'text',
          text: 'Extract this information as JSON. Use null for missing values. ' + JSON.stringify(hints),
        },
      ],
      messages,
      ...way,
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Json;
}

function find(answer: Json, via: string): unknown {
  if (via === 'tool') return answer.content.find((block: Json) => block.type === 'tool_use')?.input;
  const text: string = answer.content.map((block: Json) => block.text ?? '').join('');
  for (let from = text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
    for (let to = text.lastIndexOf('}'); to > from; to = text.lastIndexOf('}', to - 1)) {
      try {
        return JSON.parse(text.slice(from, to + 1));
      } catch {
        // Another pair of braces may fit.
      }
    }
  }
  return undefined;
}

const readers: Record<string, (text: string, version: number) => unknown> = {
  service: (text) => text.trim() || undefined,
  ticket: (text) => text.trim() || undefined,
  severity(text, version) {
    for (const [level, others] of Object.entries(ladders[version]!)) {
      if ([level, ...others].includes(text.trim().toLowerCase())) return level;
    }
    return undefined;
  },
  date(text) {
    const [, y, m, d] = /^(\d\d\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? [];
    const [, day, name, year] = /^(\d\d?) (\w+) (\d\d\d\d)$/.exec(text) ?? [];
    const pad = (n: unknown) => String(n).padStart(2, '0');
    const iso = y
      ? text
      : year && months.includes(name!)
        ? `${year}-${pad(months.indexOf(name!) + 1)}-${pad(day)}`
        : '';
    const [yy, mm, dd] = (y ? [y, m, d] : iso.split('-')).map(Number) as [number, number, number];
    const lengths = [
      31,
      yy % 4 === 0 && (yy % 100 !== 0 || yy % 400 === 0) ? 29 : 28,
      31,
      30,
      31,
      30,
      31,
      31,
      30,
      31,
      30,
      31,
    ];
    return iso && dd >= 1 && dd <= (lengths[mm - 1] ?? 0) ? iso : undefined;
  },
  duration(text) {
    const match = text.match(/^([1-9][0-9]*) (minutes?|hours?|days?)$/);
    return match ? Number(match[1]) * { m: 1, h: 60, d: 1440 }[match[2]![0] as 'm'] : undefined;
  },
  cost(text) {
    const code = text.slice(-4);
    const currency = {
      $: 'USD',
      '€': 'EUR',
      '£': 'GBP',
      '¥': 'JPY',
      ' USD': 'USD',
      ' EUR': 'EUR',
      ' GBP': 'GBP',
      ' JPY': 'JPY',
    };
    const [unit, amount] = code.startsWith(' ') ? [code, text.slice(0, -4)] : [text[0]!, text.slice(1)];
    const name = currency[unit as '$'];
    if (!name || !/^([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9][0-9])?$/.test(amount)) return undefined;
    const value = Number(amount.replaceAll(',', ''));
    if (name !== 'JPY') return { currency: name, minorUnits: Math.round(value * 100) };
    return amount.includes('.') ? undefined : { currency: name, minorUnits: value };
  },
};

export function toRecord({ draft, version = 1 }: Json): Json {
  if (!ladders[version])
    return { status: 'invalid', problems: [{ field: 'version', message: `No version ${version}.` }] };
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft))
    return { status: 'invalid', problems: [{ field: 'answer', message: 'This is no object.' }] };
  const problems: Problems = [];
  const record: Json = { version };
  for (const key of keys(version)) {
    const value =
      draft[key] === null
        ? null
        : typeof draft[key] === 'string'
          ? readers[key]!(draft[key], version)
          : undefined;
    if (value === undefined) problems.push({ field: key, message: `<<${draft[key]}>> cannot be read.` });
    if (key !== 'duration') record[key] = value;
    else if (version === 1) record.durationMinutes = value;
    else record.durationSeconds = value === null ? null : Number(value) * 60;
  }
  return problems.length > 0 ? { status: 'invalid', problems } : { status: 'ok', record };
}

/** Compares words, not characters. */
function isSaid(value: string, report: string): boolean {
  const split = (text: string) => text.toLowerCase().match(/[\d]+(?:[.,]\d+)*|\p{L}+|[^\s\p{L}\d]/gu) ?? [];
  const [needle, hay] = [split(value), split(report)];
  return hay.some((_, i) => needle.every((word, k) => hay[i + k] === word));
}

export async function draft({ text }: Json): Promise<unknown> {
  return find(await post([{ role: 'user', content: [{ type: 'text', text }] }], 1, 256, 'format'), 'format');
}

export async function extract({ text, via = 'format', version = 1 }: Json): Promise<Json> {
  if (!(version in ladders)) return toRecord({ draft: {}, version });
  const opening = { role: 'user', content: [{ type: 'text', text }] };
  let messages: Json[] = [opening];
  let last: Json = {};
  let cuts = 0;
  for (const _ of [1, 2, 3]) {
    const answer = await post(messages, version, cuts ? 900 : 256, via);
    if (answer.stop_reason === 'refusal') return { status: 'refused' };
    if (answer.stop_reason === 'max_tokens') {
      last = { status: 'truncated' };
      if (++cuts === 2) break;
      continue;
    }
    const found: any = find(answer, via);
    last = toRecord({ draft: found, version });
    const invented = Object.entries(found ?? {}).filter(
      ([key, value]) => key !== 'severity' && typeof value === 'string' && !isSaid(value, text),
    );
    if (invented.length > 0) {
      const problems = invented.map(([field, value]) => ({
        field,
        message: `Not in the report: ${value}. Say null.`,
      }));
      last = { status: 'invalid', problems: [...(last.problems ?? []), ...problems] };
    }
    if (last.status === 'ok') break;
    const content: unknown = JSON.stringify(last.problems);
    const id = answer.content.find((block: Json) => block.type === 'tool_use')?.id;
    const result = [
      { type: 'tool_result', tool_use_id: id, is_error: true, content: [{ type: 'text', text: content }] },
    ];
    messages = [
      opening,
      ...(answer.content.length ? [{ role: 'assistant', content: answer.content }] : []),
      { role: 'user', content: id ? result : content },
    ];
  }
  return last;
}

export function migrate({ record }: Json): Json {
  switch (record?.version) {
    case 1: {
      const { durationMinutes: minutes, ...rest } = record;
      return {
        status: 'ok',
        record: { ...rest, version: 2, ticket: null, durationSeconds: minutes && minutes * 60 },
      };
    }
    case 2:
      return { status: 'ok', record };
    default:
      return { status: 'invalid', problems: [{ field: 'version', message: 'Unknown.' }] };
  }
}
