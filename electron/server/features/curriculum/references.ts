import type { Path, Picture, RhythmItem, Skill, Tool } from '../../../shared/curriculum.ts';
import type { DataProblem, FieldPath } from '../../yaml-problems.ts';
import type { Draft, Located } from './draft.ts';

type Ids = ReadonlySet<string>;

const idsOf = (entries: readonly Located<{ id: string }>[]): Set<string> =>
  new Set(entries.map((entry) => entry.value.id));

/** Names the entries whose id an earlier one has; `taken` collects the ids. */
function duplicates(
  kind: string,
  entries: readonly Located<{ id: string }>[],
  taken = new Set<string>(),
): DataProblem[] {
  return entries.flatMap(({ value, at }) => {
    if (taken.has(value.id))
      return [at(['id'], `The ${kind} id "${value.id}" is used twice; ids are unique.`)];
    taken.add(value.id);
    return [];
  });
}

interface Link {
  kind: string;
  field: FieldPath;
  ids: readonly string[];
  known: Ids;
}

/** Names the ids of a list that nothing has. */
function unknown(at: Located<unknown>['at'], { kind, field, ids, known }: Link): DataProblem[] {
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [at([...field, index], `There is no ${kind} with the id "${id}".`)],
  );
}

/** What the paths of a curriculum may point at. */
export interface PathContext {
  skills: Ids;
  labs: Ids;
  pictures: Ids;
  /** Ids in use, added to by each path: progress is kept by target id, so no two may share one. */
  pathIds: Set<string>;
  targetIds: Set<string>;
}

function pathContext(draft: Draft): PathContext {
  return {
    skills: idsOf(draft.skills),
    labs: idsOf(draft.labs),
    pictures: idsOf(draft.pictures),
    pathIds: new Set(),
    targetIds: new Set(),
  };
}

/** Holds a path against what it points at, and its ids against those of the paths before it. */
export function checkPath(path: Located<Path>, context: PathContext): DataProblem[] {
  const { value, at } = path;
  const phases = value.phases.map((phase, index) => ({
    value: phase,
    at: (field: FieldPath, message: string) => at(['phases', index, ...field], message),
  }));
  return [
    ...duplicates('path', [path], context.pathIds),
    ...unknown(at, { kind: 'picture', field: ['pictures'], ids: value.pictures, known: context.pictures }),
    ...duplicates('phase', phases),
    ...phases.flatMap((phase) => {
      const targets = phase.value.targets.map((target, index) => ({
        value: target,
        at: (field: FieldPath, message: string) => phase.at(['targets', index, ...field], message),
      }));
      const { length } = phase.value;
      const late = 'untilMonth' in length && length.untilMonth > value.months;
      return [
        ...(late ? [phase.at(['length', 'untilMonth'], `The path ends after ${value.months} months.`)] : []),
        ...duplicates('target', targets, context.targetIds),
        ...targets.flatMap((target) => [
          ...unknown(target.at, {
            kind: 'skill',
            field: ['skills'],
            ids: target.value.skills,
            known: context.skills,
          }),
          ...unknown(target.at, {
            kind: 'lab',
            field: ['labs'],
            ids: target.value.labs,
            known: context.labs,
          }),
        ]),
      ];
    }),
  ];
}

function checkSkill({ value, at }: Located<Skill>, skills: Ids, resources: Ids): DataProblem[] {
  const ranked = value.priority !== null;
  return [
    ...(ranked === (value.group === 'ai')
      ? []
      : [at(['priority'], 'An AI skill has a priority from P0 to P3; a fundamental has null.')]),
    ...unknown(at, { kind: 'skill', field: ['prerequisites'], ids: value.prerequisites, known: skills }),
    ...unknown(at, { kind: 'resource', field: ['resources'], ids: value.resources, known: resources }),
  ];
}

/** Names the skills or labs that need themselves, directly or through others: nobody could begin them. */
function checkCycles(entries: readonly Located<Pick<Skill, 'id' | 'prerequisites'>>[]): DataProblem[] {
  const needs = new Map(entries.map(({ value }) => [value.id, value.prerequisites]));
  return entries.flatMap(({ value, at }) => {
    const seen = new Set<string>();
    const queue = [...value.prerequisites];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (id === value.id)
        return [at(['prerequisites'], `"${value.id}" comes back to itself through its prerequisites.`)];
      if (!seen.has(id)) queue.push(...(needs.get(id) ?? []));
      seen.add(id);
    }
    return [];
  });
}

function checkTool(
  { value, at }: Located<Tool>,
  draft: Record<'tools' | 'layers' | 'skills' | 'labs', Ids>,
): DataProblem[] {
  const { status } = value;
  return [
    ...(draft.layers.has(value.layer)
      ? []
      : [at(['layer'], `There is no layer with the id "${value.layer}".`)]),
    ...unknown(at, { kind: 'skill', field: ['skills'], ids: value.skills, known: draft.skills }),
    ...unknown(at, { kind: 'lab', field: ['labs'], ids: value.labs, known: draft.labs }),
    ...unknown(at, {
      kind: 'tool',
      field: ['status', 'replacedBy'],
      ids: status.replacedBy,
      known: draft.tools,
    }),
    ...(status.replacedBy.includes(value.id)
      ? [at(['status', 'replacedBy'], 'A tool cannot replace itself.')]
      : []),
    ...(status.state === 'maintenance' && status.replacedBy.length === 0
      ? [at(['status'], 'A tool in maintenance names what replaces it (replacedBy).')]
      : []),
  ];
}

function checkRhythm({ value, at }: Located<RhythmItem>): DataProblem[] {
  if (value.cadence === 'weekday') {
    return value.weekday ? [] : [at(['cadence'], 'An item of a weekday says which: add "weekday".')];
  }
  return (['weekday', 'time'] as const).flatMap((field) =>
    value[field] === undefined ? [] : [at([field], `Only an item with "cadence: weekday" has a ${field}.`)],
  );
}

function checkPicture({ value, at }: Located<Picture>, skills: Ids, phases: Ids): DataProblem[] {
  const nodes = value.nodes.map((node, index) => ({
    value: node,
    at: (field: FieldPath, message: string) => at(['nodes', index, ...field], message),
  }));
  const known = idsOf(nodes);
  return [
    ...duplicates('node', nodes),
    ...nodes.flatMap((node) => [
      ...unknown(node.at, { kind: 'skill', field: ['skills'], ids: node.value.skills, known: skills }),
      ...unknown(node.at, { kind: 'phase', field: ['phases'], ids: node.value.phases, known: phases }),
    ]),
    ...value.edges.flatMap((edge, index) =>
      (['from', 'to'] as const).flatMap((end) =>
        known.has(edge[end]) ? [] : [at(['edges', index, end], `This picture has no node "${edge[end]}".`)],
      ),
    ),
  ];
}

function checkLevels(levels: Draft['levels']): DataProblem[] {
  return levels.flatMap(({ value, at }, index) =>
    value.level === index
      ? []
      : [at(['level'], `Levels are 0, 1, 2, 3, 4 in this order; expected ${index} here.`)],
  );
}

/** Everything that a schema of one file cannot see: ids used twice, ids that nothing has, parts that do not fit. */
export function checkDraft(draft: Draft): DataProblem[] {
  const known = {
    skills: idsOf(draft.skills),
    labs: idsOf(draft.labs),
    tools: idsOf(draft.tools),
    layers: idsOf(draft.layers),
    resources: idsOf(draft.resources),
    phases: new Set(draft.paths.flatMap((path) => path.value.phases.map((phase) => phase.id))),
  };
  const context = pathContext(draft);
  return [
    ...draft.paths.flatMap((path) => checkPath(path, context)),
    ...duplicates('skill', draft.skills),
    ...draft.skills.flatMap((skill) => checkSkill(skill, known.skills, known.resources)),
    ...checkCycles(draft.skills),
    ...checkLevels(draft.levels),
    ...duplicates('layer', draft.layers),
    ...duplicates('tool', draft.tools),
    ...draft.tools.flatMap((tool) => checkTool(tool, known)),
    ...duplicates('resource', draft.resources),
    ...duplicates('rhythm', draft.rhythm),
    ...draft.rhythm.flatMap((item) => checkRhythm(item)),
    ...duplicates('rung', draft.ladder),
    ...draft.ladder.flatMap(({ value, at }) => [
      ...unknown(at, { kind: 'skill', field: ['skills'], ids: value.skills, known: known.skills }),
      ...unknown(at, { kind: 'lab', field: ['labs'], ids: value.labs, known: known.labs }),
    ]),
    ...duplicates('picture', draft.pictures),
    ...draft.pictures.flatMap((picture) => checkPicture(picture, known.skills, known.phases)),
    ...duplicates('lab', draft.labs),
    ...draft.labs.flatMap(({ value, at }) => [
      ...unknown(at, { kind: 'skill', field: ['skills'], ids: value.skills, known: known.skills }),
      ...unknown(at, { kind: 'lab', field: ['prerequisites'], ids: value.prerequisites, known: known.labs }),
    ]),
    ...checkCycles(draft.labs),
  ];
}
