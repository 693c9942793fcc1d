import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadShipped } from '../../electron/server/features/curriculum/load.ts';
import { diagramProgress, flow, ladderFlow, mindmap, nodeIdFrom } from '../../electron/shared/diagram.ts';
import { openBrowser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const { curriculum } = loadShipped(join(ROOT, 'curriculum'));
const path = curriculum.paths[0]!;
const progress = diagramProgress(path, { targets: { 'ship-ai-feature': 'done' }, here: 'month-1' });

const HOSTILE = [
  'a"b',
  'x"]) --> y',
  '1. list',
  '- dash',
  '`code`',
  '"`md`"',
  '**bold** _it_',
  'end',
  'class',
  'style a:#58;',
  '%%{init: {}}%%',
  '<b>&amp;</b>',
  '<script>alert(1)</script>',
  '#quot;',
  '$$x^2$$',
  'fa:fa-x',
  'https://a.example/?b=c#d',
  ':::done',
  'click n call x()',
  '{{x}}',
  '((r))',
  '[[',
  '\u{1F600} 語 ßÄ',
  '\uFB02°°42¶ß',
  '---',
  '|pipe|',
  '\\n',
  '@{ shape: x }',
];

interface Drawn {
  id: string;
  classes: string;
  text: string;
}

// Mermaid's parser needs a real DOM, so it is asked in the browser that will draw the pictures.
describe('mermaid in Chromium', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ path: join(ROOT, 'node_modules/mermaid/dist/mermaid.js') });
    await page.evaluate("mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })");
  }, 60_000);
  afterAll(() => browser?.close());

  const draw = (text: string): Promise<Drawn[]> =>
    page.evaluate(`(async () => {
      const { svg } = await mermaid.render('picture', ${JSON.stringify(text)});
      const box = document.createElement('div');
      box.innerHTML = svg;
      return [...box.querySelectorAll('g.node')].map((node) => ({
        id: node.id, classes: node.getAttribute('class'), text: node.textContent.trim(),
      }));
    })()`);
  /** The texts that mermaid does not parse. */
  const refused = (texts: readonly string[]): Promise<string[]> =>
    page.evaluate(`(async () => {
      const bad = [];
      for (const text of ${JSON.stringify(texts)}) {
        try { await mermaid.parse(text); } catch (error) { bad.push(text + String(error)); }
      }
      return bad;
    })()`);

  test('the mindmap is drawn with every target, its state and its id', async () => {
    const nodes = await draw(mindmap(path, progress));
    const targets = path.phases.flatMap((phase) => phase.targets);
    expect(nodes.map((node) => nodeIdFrom(node.classes))).toEqual(
      expect.arrayContaining([path.id, ...path.phases.map((phase) => phase.id), ...targets.map((t) => t.id)]),
    );
    const shipped = nodes.find((node) => nodeIdFrom(node.classes) === 'ship-ai-feature');
    expect(shipped).toMatchObject({
      text: 'Ship one AI feature at work',
      classes: expect.stringMatching(/\bdone\b/) as string,
    });
  });

  test('each picture and the ladder are drawn, and their nodes lead back to their ids', async () => {
    for (const picture of curriculum.pictures) {
      const nodes = await draw(flow(picture, progress));
      expect(nodes.map((node) => ({ id: nodeIdFrom(node.id), text: node.text }))).toEqual(
        picture.nodes.map((node) => ({ id: node.id, text: node.label })),
      );
    }
    const rungs = await draw(ladderFlow(curriculum.ladder));
    expect(rungs.map((node) => nodeIdFrom(node.id))).toEqual(curriculum.ladder.map((rung) => rung.id));
  }, 60_000);

  const retitled = (titles: readonly string[]) => {
    const base = path.phases[0]!.targets[0]!;
    return {
      ...path,
      phases: [{ ...path.phases[0]!, targets: titles.map((title, i) => ({ ...base, id: `t-${i}`, title })) }],
    };
  };
  const relabelled = (titles: readonly string[]) => ({
    ...curriculum.pictures[0]!,
    nodes: titles.map((label, i) => ({ id: `t-${i}`, label, phases: [], skills: [] })),
    edges: titles.slice(1).map((label, i) => ({ from: `t-${i}`, to: `t-${i + 1}`, label })),
  });

  test('hostile titles appear letter by letter, and as nothing else', async () => {
    const nodes = [
      ...(await draw(mindmap(retitled(HOSTILE), progress))).slice(2),
      ...(await draw(flow(relabelled(HOSTILE), progress))),
    ];
    const shown = HOSTILE.map((title) => title.replaceAll('\uFB02', 'fl').replaceAll('¶ß', '¶ ß'));
    expect(nodes.map((node) => node.text)).toEqual([...shown, ...shown]);
  }, 60_000);

  test('any title gives text that mermaid parses', async () => {
    const title = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
    );
    const lists = fc.sample(fc.array(title, { minLength: 2, maxLength: 8 }), 100);
    const texts = lists.flatMap((titles) => [
      mindmap(retitled(titles), progress),
      flow(relabelled(titles), progress),
    ]);
    expect(await refused(texts)).toEqual([]);
  }, 60_000);
});
