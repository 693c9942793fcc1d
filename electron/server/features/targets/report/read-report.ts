import { AppError } from '../../../../shared/errors.ts';
import type { ReportSummary } from '../../../../shared/evidence.ts';
import { readJsonReport } from './json-report.ts';
import { readJunit } from './junit.ts';
import { readMarkdownReport } from './markdown-report.ts';

/**
 * Reads what an eval report says about its cases: promptfoo's or another JSON, JUnit XML, or markdown.
 * @param name the file's name; its ending says what the file claims to be
 * @throws AppError `bad_input` when the file is not what its name claims
 */
export function readReport(name: string, bytes: Uint8Array): ReportSummary {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const reader = READERS[ending];
  if (!reader) {
    throw new AppError('bad_input', `${name} does not look like an eval report.`, {
      hint: 'A report is a .json, .xml (JUnit) or .md file. Anything else can be added as a file.',
    });
  }
  const summary = reader(name, textOf(name, bytes));
  const { cases, passed } = summary;
  if (cases !== null && passed !== null && passed > cases) {
    throw new AppError('bad_input', `${name} says that ${passed} of ${cases} cases passed.`, {
      hint: 'Make the report anew, or add it as a file.',
    });
  }
  return summary;
}

const READERS: Readonly<Record<string, (name: string, text: string) => ReportSummary>> = {
  json: (name, text) => readJsonReport(parseJson(name, text)),
  xml: (name, text) => readJunit(text) ?? refuse(name, 'JUnit XML'),
  md: (_name, text) => readMarkdownReport(text),
  markdown: (_name, text) => readMarkdownReport(text),
};

function textOf(name: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new AppError('bad_input', `${name} is not text, so it is no report.`, {
    hint: 'Save it as UTF-8, or add it as a file.',
  });
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(name, 'JSON');
  }
}

function refuse(name: string, format: string): never {
  throw new AppError('bad_input', `${name} is not ${format}.`, {
    hint: 'Make the report anew, or add it as a file if it is right as it is.',
  });
}
