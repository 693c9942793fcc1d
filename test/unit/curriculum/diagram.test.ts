import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  diagramProgress,
  escapeLabel,
  flow,
  ladderFlow,
  mindmap,
  nodeIdFrom,
  nodeName,
  outline,
  pictureOutline,
} from '../../../electron/shared/diagram.ts';
import { loadShipped } from '../../../electron/server/features/curriculum/load.ts';
import { SHIPPED } from './folder.ts';

const { curriculum } = loadShipped(SHIPPED);
const path = curriculum.paths[0]!;
const done = Object.fromEntries(path.phases[0]!.targets.map((target) => [target.id, 'done' as const]));
const progress = diagramProgress(path, { targets: { ...done, 'evals-in-ci': 'doing' }, here: 'quarter-1' });
const linesAfter = (text: string, start: string): string => {
  const lines = text.split('\n').map((line) => line.trim());
  return lines[lines.findIndex((line) => line.startsWith(start)) + 1]!;
};

describe('mindmap', () => {
  const text = mindmap(path, progress);

  test('has one root, four phases and sixteen targets, each with a class line', () => {
    expect(text.split('\n')[0]).toBe('mindmap');
    expect(text.match(/^ *n_/gm)).toHaveLength(1 + 4 + 16);
    expect(text.match(/^ *:::/gm)).toHaveLength(1 + 4 + 16);
  });

  test('colours by progress and marks where the person is', () => {
    expect(linesAfter(text, 'n_month_1(')).toBe(':::done n_month_1');
    expect(linesAfter(text, 'n_quarter_1(')).toBe(':::here n_quarter_1');
    expect(linesAfter(text, 'n_evals_in_ci[')).toBe(':::doing n_evals_in_ci');
    expect(linesAfter(text, 'n_deploy_rag_service[')).toBe(':::open n_deploy_rag_service');
  });
});

describe('flow', () => {
  test('draws the nodes, the edges and the classes of a picture', () => {
    const picture = curriculum.pictures.find((entry) => entry.id === 'keep-add-reach')!;
    const skills = Object.fromEntries(picture.nodes[0]!.skills.map((skill) => [skill, 'done' as const]));
    expect(flow(picture, diagramProgress(path, { skills: { ...skills, mcp: 'doing' } })).split('\n')).toEqual(
      [
        'flowchart LR',
        '  n_keep["Keep#58; backend fundamentals"]',
        '  n_add["Add#58; AI fluency"]',
        '  n_reach["Reach#58; architect of agentic systems"]',
        '  n_keep --> n_add',
        '  n_add --> n_reach',
        '  class n_keep done',
        '  class n_add doing',
        '  class n_reach open',
      ],
    );
  });

  test('draws the ladder rung by rung from the data', () => {
    const text = ladderFlow(curriculum.ladder, { labs: { rag: 'done' } });
    expect(text).toContain('n_integrate_an_api --> n_add_retrieval');
    expect(text).toContain('class n_add_retrieval done');
    expect(text.match(/-->/g)).toHaveLength(curriculum.ladder.length - 1);
  });
});

describe('the text alternative', () => {
  test('says every phase and target with its state', () => {
    const lines = outline(path, progress).split('\n');
    expect(lines).toHaveLength(1 + 4 + 16);
    expect(lines).toContain('- Quarter 1 (you are here)');
    expect(lines).toContain('  - Build one MCP server (done)');
  });

  test('says where the arrows of a picture lead', () => {
    const text = pictureOutline(
      curriculum.pictures.find((entry) => entry.id === 'leverage')!,
      progress,
    );
    expect(text).toContain('- High leverage. You can build');
    expect(text).toContain('  - leads to Rare and valuable, 2026-2028');
  });
});

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,4}$/);

test('a node id survives the way into an SVG id or class and back', () => {
  fc.assert(
    fc.property(slug, fc.nat(99), (id, n) => {
      expect(nodeIdFrom(`d${n}-flowchart-${nodeName(id)}-${n}`)).toBe(id);
      expect(nodeIdFrom(`node mindmap-node section-${n} open ${nodeName(id)}`)).toBe(id);
    }),
  );
  expect(nodeIdFrom('node mindmap-node section-root')).toBeNull();
});

test('no title can leave its label: what is left are letters, digits, spaces and character codes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(escapeLabel(title)).toMatch(/^(?:[\p{L}\p{M}\p{Nd}]|#\d+;| (?! ))+$/u);
    }),
    { numRuns: 500 },
  );
});

test('a hostile title changes no line of a mindmap but its own', () => {
  const lines = mindmap(path, progress).split('\n');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (title) => {
      const changed = structuredClone(path);
      changed.phases[0]!.targets[0]!.title = title;
      const other = mindmap(changed, progress).split('\n');
      expect(other).toHaveLength(lines.length);
      expect(other.filter((line, index) => line !== lines[index]).length).toBeLessThanOrEqual(1);
    }),
  );
});
