import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { pictureText } from '../../../../electron/shared/picture-text/picture-text.ts';
import { root } from '../../../support/app.ts';

const linesOf = (...source: string[]) => pictureText(source.join('\n'))?.split('\n');

test('a sequence says who sends what to whom, and what belongs together', () => {
  expect(
    linesOf(
      'sequenceDiagram',
      '  participant C as Client',
      '  participant S as Your service',
      '  C->>S: POST /summaries',
      '  S->>S: small enough?',
      '  alt the model answers',
      '    S-->>C: summary',
      '  else it does not',
      '    Note over C,S: nobody waits',
      '  end',
      '  S-)D: tokens',
    ),
  ).toEqual([
    'Client → Your service: POST /summaries',
    'Your service: small enough?',
    'if the model answers',
    '  Your service → Client: summary',
    'else it does not',
    '  (nobody waits)',
    'Your service → D: tokens',
  ]);
});

test('a flowchart says what leads to what, by the labels, which may come later', () => {
  expect(
    linesOf(
      'flowchart LR',
      '  P[person] -- "POST /turns" --> H',
      '  subgraph H [your host]',
      '    direction TB',
      '    A{"allowed?<br>agreed?"} -->|yes| B[(tickets)] <--> C((model))',
      '    A -. "no answer" .-> D[cases<br/>and more]',
      '    E[alone]',
      '  end',
      '  D --- E',
    ),
  ).toEqual([
    'person → your host (POST /turns)',
    'your host:',
    '  allowed? agreed? → tickets (yes)',
    '  tickets ↔ model',
    '  allowed? agreed? → cases, and more (no answer)',
    '  alone',
    'cases, and more – alone',
  ]);
});

test('a description that the picture carries is all that is said', () => {
  expect(
    linesOf('flowchart LR', '  accTitle: T', '  accDescr: One thing leads to two.', '  A --> B'),
  ).toEqual(['One thing leads to two.']);
});

test.each([
  ['another kind of picture', 'pie title Pets'],
  ['a line that is no node', 'flowchart LR\n  A --> [x'],
  ['an edge that is none', 'flowchart LR\n  A ~ B'],
  ['a message without a text', 'sequenceDiagram\n  A->>B'],
])('%s is not told, rather than told wrong', (_, source) => {
  expect(pictureText(source)).toBeNull();
});

describe('the pictures of the labs are told whole:', () => {
  const labs = path.join(root, 'labs');
  const folders = readdirSync(labs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  test.each(folders.map(({ name }) => name))('%s', (name) => {
    const readme = readFileSync(path.join(labs, name, 'README.md'), 'utf8');
    const source = /^```mermaid\n([^]*?)^```/m.exec(readme)?.[1] ?? '';
    const told = pictureText(source);
    expect(told?.split('\n').length).toBeGreaterThan(6);
    expect(told).not.toMatch(/-->|->>|<br|[[\]{}]{2}|"$/m);
  });
});
