import { z } from 'zod';
import {
  labRef,
  layer,
  levelRule,
  picture,
  resource,
  rhythmItem,
  rung,
  skill,
  tool,
} from '../../../shared/curriculum.ts';

const version = z.literal(1, { error: 'write "formatVersion: 1"' });

/** What each file of the curriculum folder holds: a format version and one list. */
export const FILES = {
  'skills.yaml': z.strictObject({ formatVersion: version, skills: z.array(skill) }),
  'levels.yaml': z.strictObject({ formatVersion: version, levels: z.array(levelRule) }),
  'stack.yaml': z.strictObject({ formatVersion: version, layers: z.array(layer) }),
  'resources.yaml': z.strictObject({ formatVersion: version, resources: z.array(resource) }),
  'rhythm.yaml': z.strictObject({ formatVersion: version, rhythm: z.array(rhythmItem) }),
  'ladder.yaml': z.strictObject({ formatVersion: version, ladder: z.array(rung) }),
  'pictures.yaml': z.strictObject({ formatVersion: version, pictures: z.array(picture) }),
  'labs.yaml': z.strictObject({ formatVersion: version, labs: z.array(labRef) }),
} as const;

/** A file of `tools/`: all tools of one layer of the stack. */
export const toolFile = z.strictObject({ formatVersion: version, tools: z.array(tool) });
