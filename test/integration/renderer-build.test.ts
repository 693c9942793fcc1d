import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { root } from '../support/app.ts';

const assets = path.join(root, 'dist/renderer/assets');
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));

interface Node {
  type?: string;
  source?: { value?: unknown } | null;
  [key: string]: unknown;
}

/** Every module that a script imports by a literal name, in whatever form. */
function importsOf(code: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return;
    const { type, source } = node as Node;
    if (/^(Import|Export)/.test(type ?? '') && typeof source?.value === 'string') found.push(source.value);
    for (const value of Object.values(node)) visit(value);
  };
  visit(parseAst(code));
  return found;
}

test('the built interface imports its own files only: no Node built-in, no remote module', () => {
  const foreign = scripts.flatMap((name) =>
    importsOf(readFileSync(path.join(assets, name), 'utf8'))
      .filter((source) => !/^\.{1,2}\//.test(source))
      .map((source) => `${name}: ${source}`),
  );
  expect(foreign).toEqual([]);
});

test('no Node built-in was replaced by an empty stand-in', () => {
  const holding = scripts.filter((name) =>
    readFileSync(path.join(assets, name), 'utf8').includes('__vite-browser-external'),
  );
  expect([scripts.length > 10, holding]).toEqual([true, []]);
});

test('the page of the interface has no inline script and names no other origin', () => {
  const html = readFileSync(path.join(root, 'dist/renderer/index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(html.match(/https?:\/\/[^"' ]+/g)).toBeNull();
});
