import type { Curriculum, Path, Phase, Picture, Rung } from '../../../electron/shared/curriculum.ts';
import {
  flow,
  ladderFlow,
  mindmap,
  outline,
  pictureOutline,
  type DiagramProgress,
} from '../../../electron/shared/diagram.ts';

/** What a node of a drawing stands for. */
export type NodeMeaning =
  | { kind: 'target'; id: string }
  | { kind: 'phase'; phase: Phase }
  | { kind: 'rung'; rung: Rung }
  | { kind: 'part'; part: Picture['nodes'][number] }
  | { kind: 'path'; path: Path };

/** One drawing to choose: its mermaid text, the same in words, and what its nodes mean. */
export interface Drawing {
  id: string;
  title: string;
  caption: string;
  text: string;
  words: string;
  meanings: ReadonlyMap<string, NodeMeaning>;
  names: ReadonlyMap<string, string>;
}

const WORDS = { open: 'open', doing: 'in work', done: 'done' } as const;

function pathDrawing(path: Path, progress: DiagramProgress): Drawing {
  const meanings = new Map<string, NodeMeaning>([[path.id, { kind: 'path', path }]]);
  const names = new Map([[path.id, `${path.shortTitle}. About this path`]]);
  for (const phase of path.phases) {
    meanings.set(phase.id, { kind: 'phase', phase });
    const state = progress.here === phase.id ? 'you are here' : WORDS[progress.phases[phase.id] ?? 'open'];
    names.set(phase.id, `${phase.title}, ${state}`);
    for (const target of phase.targets) {
      meanings.set(target.id, { kind: 'target', id: target.id });
      names.set(
        target.id,
        `${target.title}, ${WORDS[progress.targets[target.id] ?? 'open']}. Open the target`,
      );
    }
  }
  return {
    id: 'path',
    title: 'The whole path',
    caption: 'Every phase and target. Open one for what it asks and the evidence for it.',
    text: mindmap(path, progress),
    words: outline(path, progress),
    meanings,
    names,
  };
}

function pictureDrawing(picture: Picture, progress: DiagramProgress): Drawing {
  return {
    id: picture.id,
    title: picture.title,
    caption: picture.caption,
    text: flow(picture, progress),
    words: pictureOutline(picture, progress),
    meanings: new Map(picture.nodes.map((part) => [part.id, { kind: 'part', part }])),
    names: new Map(picture.nodes.map((part) => [part.id, part.label])),
  };
}

function ladderDrawing(rungs: readonly Rung[], progress: DiagramProgress): Drawing {
  return {
    id: 'ladder',
    title: 'The transition ladder',
    caption: 'Five rungs from a first model call in a service you know to work that others use.',
    text: ladderFlow(rungs, progress),
    words: [
      'The transition ladder, from the first rung up',
      ...rungs.flatMap((rung) => [`- ${rung.title}. ${rung.what}`, `  - For example: ${rung.example}`]),
    ].join('\n'),
    meanings: new Map(rungs.map((rung) => [rung.id, { kind: 'rung', rung }])),
    names: new Map(rungs.map((rung, index) => [rung.id, `Rung ${index + 1}: ${rung.title}`])),
  };
}

/** Every drawing of a path, all made from the curriculum's data: the mindmap, its pictures and the ladder. */
export function drawings(curriculum: Curriculum, path: Path, progress: DiagramProgress): Drawing[] {
  const pictures = path.pictures.flatMap((id) => curriculum.pictures.filter((picture) => picture.id === id));
  return [
    pathDrawing(path, progress),
    ...pictures.map((picture) => pictureDrawing(picture, progress)),
    ...(curriculum.ladder.length > 0 ? [ladderDrawing(curriculum.ladder, progress)] : []),
  ];
}
