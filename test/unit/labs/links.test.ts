import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const inRoot = (...patterns: string[]): string[] => globSync(patterns, { cwd: ROOT }).toSorted();
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const READMES = inRoot('labs/*/README.md');

/** The targets of a text's links. An address in code is none: it is to be typed, or an example. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)]*)\)|<([a-z]+:[^>\s]*)>/g)].map(([, link, bare]) => link ?? bare ?? '');
}

/** What is wrong with a link that leaves the lab, as a sentence; undefined when nothing is. */
function problemOf(link: string): string | undefined {
  if (!URL.canParse(link)) return `${link} is no address`;
  const { protocol, hostname, username, search } = new URL(link);
  if (protocol !== 'https:') return `${link} is not https`;
  if (!hostname.includes('.')) return `${link} names no public host`;
  if (username !== '' || /[?&]utm_/.test(search)) return `${link} carries more than an address`;
  return /[\s"'\\]|[.,;]$/.test(link) ? `${link} ends in, or holds, what belongs to the sentence` : undefined;
}

const problemsIn = (file: string, links: readonly string[]): string[] =>
  links.flatMap((link) => problemOf(link) ?? []).map((problem) => `${file}: ${problem}`);

describe('the links of the content', () => {
  it('are whole https addresses in every lab', () => {
    const files = [...READMES, ...inRoot('labs/*/steps/*.md')];
    expect(files.length).toBeGreaterThan(14);
    expect(files.flatMap((file) => problemsIn(file, linksOf(textOf(file))))).toEqual([]);
  });

  it('are whole https addresses in the curriculum', () => {
    const files = inRoot('curriculum/**/*.{yaml,md}');
    const links = (file: string): string[] =>
      [...textOf(file).matchAll(/\burl: *(\S+)/g)].map(([, link]) => link!.replace(/^['"]|['",}]+$/g, ''));
    expect(files.flatMap(links).length).toBeGreaterThan(50);
    expect(files.flatMap((file) => problemsIn(file, links(file)))).toEqual([]);
  });

  it.each(READMES)('stand behind the facts of %s', (file) => {
    const facts = /^Facts: [\s\S]*$|^## Sources\n[\s\S]*$/m.exec(textOf(file))?.[0] ?? '';
    const lines = facts.split(/^- /m).slice(facts.startsWith('##') ? 1 : 0);
    expect(lines.length, 'a README ends with "Facts:" or "## Sources"').toBeGreaterThan(0);
    expect(lines.filter((line) => linksOf(line).length === 0)).toEqual([]);
  });

  it.each([
    ['[a](http://example.org)', 'is not https'],
    ['[a](https:/)', 'is no address'],
    ['[a](https://localhost/a)', 'names no public host'],
    ['[a](https://example.org/a.)', 'belongs to the sentence'],
    ['<http://example.org>', 'is not https'],
  ])('would be told apart from %s', (text, problem) => {
    expect(problemsIn('x', linksOf(text))).toEqual([expect.stringContaining(problem)]);
  });

  it('are not looked for in code', () => {
    expect(linksOf('`[a](b)`\n```json\n"[a](http://b)"\n```\n[c](https://d.org)')).toEqual(['https://d.org']);
  });
});
